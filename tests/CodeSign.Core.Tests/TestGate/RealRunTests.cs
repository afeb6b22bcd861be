using CodeSign.TestGate;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.TestGate;

/// <summary>Runs as real runners report them, with the times that their processes really had.</summary>
[TestClass]
public sealed class RealRunTests
{
    /// <summary>The names of all runs.</summary>
    public static IEnumerable<object[]> Names => RealRun.All.Select(run => new object[] { run.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task A_real_run_counts(string name)
    {
        var run = RealRun.All.Single(run => run.Name == name);
        using var folder = new TemporaryFolder();

        var verdict = await JudgeAsync(folder, run, run.Start, run.End);

        Assert.IsFalse(verdict.HasErrors, string.Join("\n", verdict.Diagnostics));
        Assert.AreEqual(new TestTotals(2, 1, 0, 1), verdict.Runs.Single().Totals);
        Assert.AreEqual(TestPath(run), verdict.Runs[0].TestAssembly);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task The_same_run_does_not_count_for_a_process_of_a_minute_before(string name)
    {
        var run = RealRun.All.Single(run => run.Name == name);
        using var folder = new TemporaryFolder();

        var verdict = await JudgeAsync(folder, run, Earlier(run.Start), Earlier(run.End));

        Assert.AreEqual(TestGateDiagnostics.ResultsWithoutEvidence, verdict.Diagnostics[0].Descriptor);
    }

    private static Task<TestVerdict> JudgeAsync(TemporaryFolder folder, RealRun run, string start, string end)
    {
        var evidence = $$"""
            {"schema":1,"processId":1,"started":"{{start}}","runtime":".NET 10.0.12","framework":".NETCoreApp,Version=v10.0","profiled":false}
            {"assembly":"Tests","path":"{{run.TestAssembly}}","mvid":"{{Guid.Empty}}","sha256":"{{new string('0', 64)}}","loaded":"{{start}}"}
            {"ended":"{{end}}"}

            """;
        return TestJudge.JudgeAsync(
            new TestGateOptions
            {
                Assemblies = [],
                Results = [folder.Write("a.trx", run.Results), folder.Write("a.testevidence.jsonl", evidence)],
            },
            CancellationToken.None);
    }

    private static string TestPath(RealRun run) => Path.GetFileName(run.TestAssembly);

    private static string Earlier(string time) =>
        DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).AddMinutes(-1).ToString("o", System.Globalization.CultureInfo.InvariantCulture);
}
