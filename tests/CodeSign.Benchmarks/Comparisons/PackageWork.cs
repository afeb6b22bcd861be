namespace CodeSign.Benchmarks;

/// <summary>Signs packages with both, and <c>dotnet nuget sign</c>, in turn.</summary>
internal static class PackageWork
{
    /// <summary>Measures <c>dotnet nuget sign</c>, us without verification, and us with it, in this order.</summary>
    public static Task<IReadOnlyList<Measurement>> MeasureAsync(
        Workbench bench, string input, string output, CancellationToken cancellationToken)
    {
        Contender[] contenders =
        [
            NuGetContender.Create(bench, input, output),
            bench.Engine("CodeSign, without verification", input, output, request => request with { Verify = false }) with
            {
                Check = () => NuGetContender.CheckAsync(bench, input, output),
            },
            bench.Engine("CodeSign, verified", input, output, request => request) with
            {
                Check = () => NuGetContender.CheckAsync(bench, input, output),
            },
        ];
        return Alternation.MeasureAsync(contenders, bench.Rounds, cancellationToken);
    }
}
