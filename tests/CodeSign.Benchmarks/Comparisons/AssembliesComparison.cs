using System.Globalization;

namespace CodeSign.Benchmarks;

/// <summary>Many small assemblies, without timestamps, against osslsigncode run once for each.</summary>
internal sealed class AssembliesComparison : IComparison
{
    private const int Count = 200;
    private const int AverageSize = 46_000;

    public string Name => "assemblies";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var (input, output) = (bench.Folder("assemblies"), bench.Folder("assemblies-signed"));
        var total = SampleAssemblies.Write(input, Count, AverageSize);
        Contender[] contenders =
        [
            SigncodeContender.Create(bench, "osslsigncode, one by one", input, output),
            bench.Engine("CodeSign, without verification", input, output, request => request with { Verify = false }) with
            {
                Check = () => SigncodeContender.CheckAsync(bench, input, output),
            },
            bench.Engine("CodeSign, verified", input, output, request => request) with
            {
                Check = () => SigncodeContender.CheckAsync(bench, input, output),
            },
            SigncodeContender.Create(bench, "osslsigncode, two at once", input, output, atOnce: 2),
        ];
        var measured = await Alternation.MeasureAsync(contenders, bench.Rounds, cancellationToken);
        var title = string.Create(CultureInfo.InvariantCulture, $"{Count} assemblies, {total / 1e6:0.0} MB in all, RSA-3072, no timestamp");
        return [new(title, measured, measured[0], [Goal.Faster(measured[1], measured[0], 4), Goal.Faster(measured[2], measured[0], 3)])];
    }
}
