using System.Globalization;

namespace CodeSign.Benchmarks;

/// <summary>Small packages, many and one, against <c>dotnet nuget sign</c>.</summary>
internal sealed class SmallPackagesComparison : IComparison
{
    private const int Size = 20_000;

    public string Name => "packages";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken) =>
        [await RunAsync(bench, 100, cancellationToken), await RunAsync(bench, 1, cancellationToken)];

    private static async Task<ComparisonResult> RunAsync(Workbench bench, int count, CancellationToken cancellationToken)
    {
        var (input, output) = (bench.Folder($"packages-{count}"), bench.Folder($"packages-{count}-signed"));
        for (var number = 0; number < count; number++)
            SamplePackages.Write(input, $"Small.{number:000}", Size);
        var measured = await PackageWork.MeasureAsync(bench, input, output, cancellationToken);
        var title = string.Create(
            CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "package" : "packages")} of 20 kB, RSA-3072, no timestamp");
        return new(title, measured, measured[0], [Goal.Faster(measured[1], measured[0], 3), Goal.Faster(measured[2], measured[0], 3)]);
    }
}
