namespace CodeSign.Benchmarks;

/// <summary>One small file verified, as a whole process. Nothing to compare with but a process that does nothing.</summary>
internal sealed class VerifyStartComparison : IComparison
{
    private const double Seconds = 0.35;
    private const long MaxLength = 50_000;

    public string Name => "verify-start";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var file = InstalledSdk.Assemblies().First(file => new FileInfo(file).Length < MaxLength);
        Contender[] contenders =
        [
            Workbench.Nothing(),
            Workbench.Tool("dotnet-codesign verify", "verify", file),
            bench.DotNetTool("dotnet codesign verify", "verify", file),
        ];
        var measured = await Alternation.MeasureAsync(contenders, bench.Rounds, cancellationToken);
        return
        [
            new("One small assembly of the SDK, verified", measured, measured[0],
                [Goal.Within(measured[1], Seconds), Goal.Within(measured[2], Seconds)]),
        ];
    }
}
