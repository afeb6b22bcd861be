using CodeSign.TestGate.Evidence;
using CodeSign.TestGate.Results;

namespace CodeSign.TestGate.Judging;

/// <summary>The tests of one test assembly, and the processes that can have run them.</summary>
/// <param name="Results">The file of results.</param>
/// <param name="Tested">The test assembly in it.</param>
/// <param name="Processes">The processes, at least one: what controls a run loads the test assembly too.</param>
internal sealed record MatchedRun(TestResults Results, TestedAssembly Tested, IReadOnlyList<TestEvidence> Processes)
{
    /// <summary>What is said about it.</summary>
    /// <param name="sealedBy">Whose seal covers results and evidence, if it has to.</param>
    public JudgedRun ToJudgedRun(string? sealedBy)
    {
        var assembly = Processes[0].Assemblies
            .First(assembly => string.Equals(assembly.Path, Tested.Path, StringComparison.OrdinalIgnoreCase));
        return new JudgedRun
        {
            Runner = Processes.Select(process => process.Runner).OfType<string>().FirstOrDefault() ?? "unknown",
            TestAssembly = TestPath.NameOf(assembly.Path!),

            // VSTest's host is built for an older framework than the tests in it.
            Framework = assembly.Framework ?? Processes.Select(process => process.Framework).OfType<string>().FirstOrDefault(),
            Runtime = Processes.Select(process => process.Runtime).OfType<string>().FirstOrDefault(),
            Totals = Tested.Tally.ToTotals(),
            Started = Tested.First == DateTimeOffset.MaxValue ? Results.Started : Tested.First,
            Finished = Tested.Last == DateTimeOffset.MinValue ? Results.Finished : Tested.Last,
            ResultsSha256 = Results.Sha256,
            EvidenceSha256 = [.. Processes.Select(process => process.Sha256).Order(StringComparer.Ordinal)],
            SealedBy = sealedBy,
            IsProfiled = Processes.Any(process => process.IsProfiled),
        };
    }
}
