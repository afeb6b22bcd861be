using CodeSign.Diagnostics;
using CodeSign.TestGate.Evidence;
using CodeSign.TestGate.Results;

namespace CodeSign.TestGate.Judging;

/// <summary>
/// Brings results and evidence together: by the test assembly that both name, and by time. Neither counts without the other: results say
/// that tests passed and not of what; evidence says what was loaded and not what came of it.
/// </summary>
/// <param name="results">The results of all runs, passed or not.</param>
/// <param name="evidence">The evidence of all processes.</param>
/// <param name="shipped">The names of the shipped assemblies.</param>
internal sealed class RunMatcher(
    IReadOnlyList<TestResults> results, IReadOnlyList<TestEvidence> evidence, IReadOnlySet<string> shipped)
{
    private const string Clean = "Empty the folder of results, run all tests again, and take all that this run leaves.";

    private readonly List<MatchedRun> _runs = [];
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>What belongs together.</summary>
    public IReadOnlyList<MatchedRun> Runs => _runs;

    /// <summary>What is left over, and should not be.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Matches.</summary>
    public void Match()
    {
        foreach (var file in results)
            foreach (var tested in file.Assemblies)
                Match(file, tested);
        var matched = _runs.SelectMany(run => run.Processes).Select(process => process.Sha256).ToHashSet(StringComparer.Ordinal);
        var relevant = results.SelectMany(file => file.Assemblies).Select(NameOf).Concat(shipped)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var process in evidence.Where(process => !matched.Contains(process.Sha256) && RanTests(process, relevant)))
            _diagnostics.Add(TestGateDiagnostics.EvidenceWithoutResults.Create(
                $"The test process of {process.Name}, which began at {process.Started:u}, left no results that fit. It may have crashed, "
                + "or the results of one target framework are missing.",
                Clean, process.Path));
    }

    private void Match(TestResults file, TestedAssembly tested)
    {
        var candidates = evidence.Where(process => process.LoadsFile(tested.Path)).ToList();
        var processes = candidates.FindAll(process => process.Error is null && RunTimes.Encloses(process, tested, file));
        if (processes.Count > 0)
            _runs.Add(new MatchedRun(file, tested, processes));
        else
            _diagnostics.Add(TestGateDiagnostics.ResultsWithoutEvidence.Create(
                $"The results {file.Name} are of {TestPath.NameOf(tested.Path)}, and {Problem(candidates)}",
                "Let the gate run the tests (CodeSignTestProject), or let the test project reference CodeSign.Build and take its "
                + $"*{TestFiles.EvidenceSuffix} files together with the results. {Clean}", file.Path));
    }

    private string Problem(List<TestEvidence> candidates)
    {
        if (candidates.Find(process => process.Error is not null) is { Error: { } error } failed)
            return $"the evidence of its process, {failed.Name}, is incomplete: {error}";
        if (candidates.Count > 0)
            return $"the processes that loaded it ({string.Join(", ", candidates.Take(3).Select(process => process.Name))}) did not run "
                + "while its tests ran.";
        return evidence.FirstOrDefault(process => process.Error is not null) is { Error: { } other } broken
            ? $"no process left evidence of having loaded it. The evidence {broken.Name} is incomplete: {other}"
            : "no process left evidence of having loaded it.";
    }

    /// <summary>
    /// A process that ran tests which matter here. Tests may start processes of all kinds: what loads no test runner runs no tests, and
    /// other projects' tests load nothing of ours.
    /// </summary>
    private static bool RanTests(TestEvidence process, IReadOnlySet<string> relevant) =>
        process.Runner is not null && process.LoadsAny(relevant);

    private static string NameOf(TestedAssembly tested) => Path.GetFileNameWithoutExtension(TestPath.NameOf(tested.Path));
}
