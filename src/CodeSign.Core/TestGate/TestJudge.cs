using CodeSign.Diagnostics;
using CodeSign.TestGate.Evidence;
using CodeSign.TestGate.Judging;
using CodeSign.TestGate.Results;
using CodeSign.TestGate.Seals;

namespace CodeSign.TestGate;

/// <summary>
/// Holds shipped assemblies against the results and the evidence of test runs. What is not proven is refused: a file that can't be read, a
/// run that is not complete, results and evidence that don't fit each other, an assembly that none of the runs that passed has loaded.
/// </summary>
public static class TestJudge
{
    /// <summary>Judges.</summary>
    /// <param name="options">What is judged, by what, and how strictly.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The verdict, with everything that speaks against signing as errors.</returns>
    /// <exception cref="CodeSignException">The certificate of the seal can't be read.</exception>
    public static async Task<TestVerdict> JudgeAsync(TestGateOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var diagnostics = new List<Diagnostic>();
        var results = await ReadAsync(
            options.Results.Where(TestFiles.IsResults), TestResultsReader.ReadAsync, diagnostics, cancellationToken);
        var evidence = await ReadAsync(
            options.Results.Where(TestFiles.IsEvidence), TestEvidenceReader.ReadAsync, diagnostics, cancellationToken);
        JudgedFile[] files =
        [
            .. results.Select(file => new JudgedFile(file.Path, file.Sha256)),
            .. evidence.Select(file => new JudgedFile(file.Path, file.Sha256)),
        ];
        var seals = await SealCheck.CheckAsync(options, files, cancellationToken);
        diagnostics.AddRange(seals.Diagnostics);

        // The same file in two places is one file.
        results = [.. results.DistinctBy(file => file.Sha256)];
        evidence = [.. evidence.DistinctBy(file => file.Sha256)];
        diagnostics.AddRange(CheckRuns(options, results));
        var matcher = new RunMatcher(results, evidence, NamesOf(options.Assemblies));
        matcher.Match();

        // What can't be read, or did not pass, leaves others behind without a partner: one cause, one message.
        if (diagnostics.Count == 0)
            diagnostics.AddRange(matcher.Diagnostics);
        return Conclude(options, matcher.Runs, seals.SealedBy, diagnostics);
    }

    private static TestVerdict Conclude(
        TestGateOptions options, IReadOnlyList<MatchedRun> runs, string? sealedBy, List<Diagnostic> diagnostics)
    {
        // Where a run is refused, so is everything, and which assemblies the other runs have loaded does not matter.
        var counts = diagnostics.Count == 0;
        IReadOnlyList<TestEvidence> processes =
            counts ? [.. runs.Where(run => run.Tested.Tally.Passed > 0).SelectMany(run => run.Processes).Distinct()] : [];
        var judge = new AssemblyJudge(options, processes);
        List<AssemblyVerdict> assemblies = [.. options.Assemblies.Select(judge.Judge)];
        if (counts)
            diagnostics.AddRange(assemblies.Select(assembly => assembly.Problem).OfType<Diagnostic>());
        return new TestVerdict
        {
            Runs = [.. runs.Select(run => run.ToJudgedRun(sealedBy))
                .OrderBy(run => run.TestAssembly, StringComparer.Ordinal).ThenBy(run => run.Started)],
            Assemblies = [.. assemblies.Select(assembly => assembly.Judged)],
            Diagnostics = diagnostics,
        };
    }

    private static IEnumerable<Diagnostic> CheckRuns(TestGateOptions options, IReadOnlyList<TestResults> results)
    {
        if (results.Count == 0 && !options.Results.Any(TestFiles.IsResults))
            yield return TestGateDiagnostics.NoResults.Create(
                $"There is no file of test results (*{TestFiles.ResultsSuffix}) among what was given ({Quantity.Of(options.Results.Count, "file")}).",
                "Check CodeSignTestResults, and that the tests ran before.", options.Location);
        foreach (var twice in results.GroupBy(file => file.RunId).Where(group => group.Count() > 1))
            yield return TestGateDiagnostics.ContradictoryResults.Create(
                $"{string.Join(" and ", twice.Select(file => file.Name))} say different things about the same run.",
                "Run all tests again, and take the results as the runner wrote them.", twice.First().Path);
        foreach (var diagnostic in results.SelectMany(RunRules.Check))
            yield return diagnostic;
    }

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(
        IEnumerable<string> paths, Func<string, CancellationToken, Task<T>> read, List<Diagnostic> diagnostics,
        CancellationToken cancellationToken)
    {
        var files = new List<T>();
        foreach (var path in paths.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            try
            {
                files.Add(await read(path, cancellationToken));
            }
            catch (CodeSignException e)
            {
                diagnostics.Add(e.Diagnostic);
            }
        }

        return files;
    }

    private static HashSet<string> NamesOf(IReadOnlyList<ShippedAssembly> assemblies) =>
        assemblies.Select(assembly => assembly.Identity.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
