namespace CodeSign.Benchmarks;

/// <summary>One large package, against <c>dotnet nuget sign</c>.</summary>
internal sealed class LargePackageComparison : IComparison
{
    private const long Size = 256_000_000;

    public string Name => "package";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var (input, output) = (bench.Folder("package"), bench.Folder("package-signed"));
        SamplePackages.Write(input, "Large", Size);
        var measured = await PackageWork.MeasureAsync(bench, input, output, cancellationToken);
        return
        [
            new("One package of 256 MB, RSA-3072, no timestamp", measured, measured[0],
                [Goal.Faster(measured[1], measured[0], 2), Goal.Faster(measured[2], measured[0], 1.5)]),
        ];
    }
}
