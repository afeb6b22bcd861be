using System.Globalization;
using CodeSign.Diagnostics;
using CodeSign.TestGate.Results;

namespace CodeSign.TestGate.Judging;

/// <summary>Whether a file of results, by itself, is that of a run that passed.</summary>
internal static class RunRules
{
    private const string RunAgain = "Run all tests again, and take results and evidence of that run alone.";

    /// <summary>What speaks against the run.</summary>
    public static IEnumerable<Diagnostic> Check(TestResults results)
    {
        if (Contradiction(results) is { } contradiction)
        {
            yield return TestGateDiagnostics.ContradictoryResults.Create(
                $"The results {results.Name} contradict themselves: {contradiction}", RunAgain, results.Path);
            yield break;
        }

        if (results.All.Failed > 0)
            yield return Failed(results);
        else if (results.RunErrors.Count > 0 || !IsCompleted(results.Outcome))
            yield return TestGateDiagnostics.RunNotCompleted.Create(
                $"The run of {results.Name} ended as {ForeignText.InOneLine(results.Outcome)}, not completed."
                + string.Concat(results.RunErrors.Select(error => $" {error}")),
                "Find out what ended it, and run all tests again.", results.Path);
        else if (results.Assemblies.Count == 0)
            yield return NothingPassed(results, $"In the run of {results.Name} there is no test.");
        else if (results.Assemblies.FirstOrDefault(assembly => assembly.Tally.Passed == 0) is { } idle)
            yield return NothingPassed(results, string.Create(
                CultureInfo.InvariantCulture,
                $"In {results.Name} none of the {idle.Tally.Total} tests of {TestPath.NameOf(idle.Path)} passed, all were skipped."));
    }

    /// <summary>VSTest and Microsoft.Testing.Platform write Completed, xunit's own report Complete.</summary>
    private static bool IsCompleted(string outcome) => outcome is "Completed" or "Passed" or "Complete";

    private static Diagnostic NothingPassed(TestResults results, string cause) => TestGateDiagnostics.NothingPassed.Create(
        cause, "Check the filter, and that the test project finds its tests.", results.Path);

    private static Diagnostic Failed(TestResults results)
    {
        var more = results.All.Failed - results.FailedTests.Count;
        var names = string.Join(", ", results.FailedTests);
        return TestGateDiagnostics.TestsFailed.Create(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{results.All.Failed} of {results.All.Total} tests failed in {results.Name}: {names}")
            + (more > 0 ? string.Create(CultureInfo.InvariantCulture, $", and {more} more.") : "."),
            "Mend them: nothing is signed until all tests pass.", results.Path);
    }

    private static string? Contradiction(TestResults results)
    {
        var counters = results.Counters;
        if (!results.All.Agrees(counters) && !results.Outermost.Agrees(counters))
            return string.Create(
                CultureInfo.InvariantCulture,
                $"they list {results.All.Total} results, {results.All.Passed} passed, {results.All.Failed} failed, and their counters say "
                + $"{counters.Total}, {counters.Passed}, {counters.Failed + (long)counters.Broken}.");
        if (results.Finished < results.Started)
            return "the run ends before it begins.";
        return results.Assemblies.All(assembly => RunTimes.Encloses(results.Started, results.Finished, assembly))
            ? null
            : "a test began before the run, or ended after it.";
    }
}
