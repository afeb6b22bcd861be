namespace CodeSign.TestGate;

/// <summary>Holds shipped assemblies against the results and the evidence of test runs. What is not proven is refused.</summary>
public static class TestJudge
{
    /// <summary>Judges.</summary>
    /// <param name="options">What is judged, by what, and how strictly.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The verdict, with everything that speaks against signing as errors.</returns>
    /// <exception cref="Diagnostics.CodeSignException">The certificate of the seal can't be read.</exception>
    public static Task<TestVerdict> JudgeAsync(TestGateOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        List<JudgedAssembly> assemblies = [.. options.Assemblies.Select(assembly => Judge(assembly, options.Untested))];
        return Task.FromResult(new TestVerdict
        {
            Runs = [],
            Assemblies = assemblies,
            Diagnostics = [.. assemblies.Where(assembly => assembly.Tested == TestedKind.Refused).Select(NotTested)],
        });
    }

    private static JudgedAssembly Judge(ShippedAssembly assembly, IReadOnlyList<UntestedRule> untested) =>
        untested.FirstOrDefault(rule => rule.Matches(assembly.TargetPath)) is { } rule
            ? new JudgedAssembly(assembly, TestedKind.Untested, rule.Reason)
            : new JudgedAssembly(assembly, TestedKind.Refused, "No test run loaded it.");

    private static Diagnostics.Diagnostic NotTested(JudgedAssembly judged) => TestGateDiagnostics.NotTested.Create(
        $"{judged.Assembly.TargetPath} is about to be signed, and no test run that passed has loaded it.",
        "Test it, or list it in CodeSignUntested with a reason.", judged.Assembly.Path);
}
