using System.Globalization;

namespace CodeSign.Benchmarks;

/// <summary>
/// The same process on one core and on two, bound to them by <c>taskset</c>: .NET counts the cores that it may use, and the engine works
/// with as many.
/// </summary>
internal sealed class CoresComparison : IComparison
{
    private const int Count = 1000;
    private const int AverageSize = 46_000;

    public string Name => "cores";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount < 2)
            throw new PlatformNotSupportedException("The comparison 'cores' needs Linux and two cores.");

        var (input, output) = (bench.Folder("cores"), bench.Folder("cores-signed"));
        var total = SampleAssemblies.Write(input, Count, AverageSize);
        Contender[] contenders = [Bound("one core", "0"), Bound("two cores", "0,1")];
        var measured = await Alternation.MeasureAsync(contenders, bench.Rounds, cancellationToken);
        var title = string.Create(CultureInfo.InvariantCulture, $"{Count} assemblies, {total / 1e6:0.0} MB in all, verified, by cores");
        return [new(title, measured, measured[0], [Goal.Faster(measured[1], measured[0], 1.6)])];

        Contender Bound(string name, string cores)
        {
            var engine = bench.Engine(name, input, output, request => request);
            return engine with
            {
                Program = "taskset",
                Arguments = ["-c", cores, engine.Program, .. engine.Arguments],
                Check = () => SigncodeContender.CheckAsync(bench, input, output),
            };
        }
    }
}
