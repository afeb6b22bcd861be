using System.Globalization;
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

        var verdict = await JudgeAsync(folder, run, run.Evidence);

        Assert.IsFalse(verdict.HasErrors, string.Join("\n", verdict.Diagnostics));
        Assert.AreEqual(new TestTotals(2, 1, 0, 1), verdict.Runs.Single().Totals);
        Assert.AreEqual(Path.GetFileName(run.TestAssembly), verdict.Runs[0].TestAssembly);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task The_same_run_does_not_count_for_a_process_of_a_minute_before(string name)
    {
        var run = RealRun.All.Single(run => run.Name == name);
        using var folder = new TemporaryFolder();

        var verdict = await JudgeAsync(folder, run, run.EvidenceOf(Earlier(run.Start), Earlier(run.End)));

        Assert.AreEqual(TestGateDiagnostics.ResultsWithoutEvidence, verdict.Diagnostics[0].Descriptor);
    }

    private static Task<TestVerdict> JudgeAsync(TemporaryFolder folder, RealRun run, string evidence) => TestJudge.JudgeAsync(
        new TestGateOptions
        {
            Assemblies = [],
            Results = [folder.Write("a.trx", run.Results), folder.Write("a.testevidence.jsonl", evidence)],
        },
        CancellationToken.None);

    private static string Earlier(string time) =>
        DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).AddMinutes(-1).ToString("o", CultureInfo.InvariantCulture);
}
