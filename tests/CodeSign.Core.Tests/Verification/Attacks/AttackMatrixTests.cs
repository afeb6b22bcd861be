using System.Globalization;
using System.Text;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Verification.Attacks;

[TestClass]
public sealed class AttackMatrixTests
{
    /// <summary>The version whose verdicts the matrix has; others may have learnt, or forgotten, something.</summary>
    private const string OsslSigncodeVersion = "osslsigncode 2.9";

    private const string Begin = "<!-- The attack matrix: written by AttackMatrixTests. -->";
    private const string End = "<!-- End of the attack matrix. -->";

    public static IEnumerable<object[]> Ids => AttackMatrix.Cases.Select(c => new object[] { c.Id });

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public async Task A_case_has_our_verdict_and_osslsigncodes(string id)
    {
        var attack = AttackMatrix.Cases.Single(c => c.Id == id);
        var file = await attack.MakeAsync();
        var result = await Verifying.VerifyAsync(file);
        Verifying.AssertVerdict(attack.Ours, result);
        if (attack.Finding is { } kind)
            Assert.IsTrue(result.Findings.Any(f => f.Kind == kind), $"{kind} is not among the findings:\n{Verifying.Describe(result)}");

        using var folder = new TemporaryFolder();
        var version = await OsslSigncode.RunAsync(["--version"]);
        if (!version.AllOutput.Contains(OsslSigncodeVersion, StringComparison.Ordinal))
            return;

        var roots = folder.Write("roots.pem", TestIdentities.Authority.RootPem);
        var theirs = await OsslSigncode.VerifyAsync(folder.Write("sample.dll", file), roots);
        Assert.AreEqual(attack.OsslSigncode, theirs.ExitCode == 0, theirs.AllOutput);
    }

    [TestMethod]
    public void No_two_cases_have_the_same_name() =>
        Assert.AreEqual(AttackMatrix.Cases.Count, AttackMatrix.Cases.DistinctBy(c => c.Id).DistinctBy(c => c.Description).Count());

    [TestMethod]
    public void The_table_in_the_documentation_is_the_matrix()
    {
        var path = SourceTree.PathOf("docs", "verification.md");
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        Assert.IsTrue(begin >= Begin.Length && end > begin, "docs/verification.md has no place for the matrix.");
        var expected = $"{page[..begin]}\n{Table()}{page[end..]}";
        if (Environment.GetEnvironmentVariable("CODESIGN_UPDATE_DOCS") == "1")
            File.WriteAllText(path, expected);

        Assert.AreEqual(expected, File.ReadAllText(path), "The matrix has changed: run this test once with CODESIGN_UPDATE_DOCS=1.");
    }

    private static string Table()
    {
        var table = new StringBuilder("| case | CodeSign | osslsigncode 2.9 |\n|---|---|---|\n");
        foreach (var attack in AttackMatrix.Cases)
        {
            var finding = attack.Finding is { } kind ? $" ({kind})" : "";
            var verdict = attack.Ours.ToString().ToLowerInvariant();
            var theirs = attack.OsslSigncode ? "accepts" : "refuses";
            table.Append(CultureInfo.InvariantCulture, $"| {attack.Description} | {verdict}{finding} | {theirs} |\n");
        }

        return table.ToString();
    }
}
