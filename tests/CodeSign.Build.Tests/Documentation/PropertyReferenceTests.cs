using System.Text.RegularExpressions;

namespace CodeSign.Build.Tests.Documentation;

[TestClass]
public sealed partial class PropertyReferenceTests
{
    // A mark that the package was imported, a hook for other targets, and what must not be set at all.
    private static readonly string[] NotForUsers = ["CodeSignBuildImported", "CodeSignPackagesDependsOn"];
    private static readonly string[] Secrets = ["Password", "Pin", "Secret", "Token"];

    [TestMethod]
    public void Every_property_that_the_build_reads_has_its_heading_in_the_reference_and_no_other_has_one() =>
        AssertSame(Read(), Documented(MarkdownPage.Read("docs", "properties.md").Headings));

    [TestMethod]
    public void Every_property_that_the_build_reads_is_in_the_readme_table_and_no_other_is() =>
        AssertSame(
            Read(), Documented(MarkdownPage.Read("README.md").Prose.Split('\n').Where(line => line.StartsWith("| `CodeSign", StringComparison.Ordinal))
                .Select(line => line.Split('|')[1])));

    /// <summary>The properties and items that props and targets of the package refer to, for users to set.</summary>
    private static string[] Read() =>
        [.. Directory.EnumerateFiles(Repository.PathOf("build"), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".props" or ".targets")
            .SelectMany(file => Reference().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value)
            .Distinct()
            .Except(NotForUsers)
            .Where(name => !Secrets.Any(secret => name.EndsWith(secret, StringComparison.Ordinal)))];

    private static void AssertSame(string[] read, string[] documented)
    {
        Assert.AreEqual("", string.Join(", ", read.Except(documented)), "The build reads these, and they are not documented.");
        Assert.AreEqual("", string.Join(", ", documented.Except(read)), "These are documented, and the build does not read them.");
    }

    private static string[] Documented(IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => Name().Matches(text)).Select(match => match.Groups["name"].Value).Distinct()];

    [GeneratedRegex(@"[$@]\((?<name>CodeSign\w+)")]
    private static partial Regex Reference();

    [GeneratedRegex("`(?<name>CodeSign\\w+)`")]
    private static partial Regex Name();
}
