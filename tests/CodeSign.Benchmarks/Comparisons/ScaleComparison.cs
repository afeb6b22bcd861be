using System.Globalization;

namespace CodeSign.Benchmarks;

/// <summary>What a further file costs, and how much memory is used, when there are few and when there are many.</summary>
internal sealed class ScaleComparison : IComparison
{
    private const int AverageSize = 46_000;
    private const int SmallSize = 4096;
    private static readonly int[] Counts = [1, 200, 2000];
    private static readonly int[] MemoryCounts = [200, 2000, 10_000];

    public string Name => "scale";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken) =>
        [await MeasureTimeAsync(bench, cancellationToken), await MeasureMemoryAsync(bench, cancellationToken)];

    private static async Task<ComparisonResult> MeasureTimeAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var contenders = new List<Contender>();
        foreach (var count in Counts)
        {
            var (input, output) = (bench.Folder($"scale-{count}"), bench.Folder($"scale-{count}-signed"));
            SampleAssemblies.Write(input, count, AverageSize);
            contenders.Add(bench.Engine($"{count} assemblies", input, output, request => request) with
            {
                Check = () => SigncodeContender.CheckAsync(bench, input, output),
            });
        }

        var measured = await Alternation.MeasureAsync(contenders, bench.Rounds, cancellationToken);
        var few = measured[1].DividedBy(Counts[1], "an assembly of 200");
        var many = measured[2].DividedBy(Counts[2], "an assembly of 2,000");
        // The first file's time is that of the process. Its start is most of what few files cost, and hides how the cost grows.
        var furtherOfFew = measured[1].Beyond(measured[0], "few").DividedBy(Counts[1] - 1, "a further assembly of 200");
        var furtherOfMany = measured[2].Beyond(measured[0], "many").DividedBy(Counts[2] - 1, "a further assembly of 2,000");
        return new("Assemblies, verified, by number", [.. measured, few, many, furtherOfFew, furtherOfMany], furtherOfFew,
            [Goal.AtMostTimes(many, few, 1.1)]);
    }

    private static async Task<ComparisonResult> MeasureMemoryAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var peaks = new List<long>();
        foreach (var count in MemoryCounts)
        {
            var (input, output) = (bench.Folder($"many-{count}"), bench.Folder($"many-{count}-signed"));
            for (var number = 0; number < count; number++)
                SampleExecutable.Write(Path.Combine(input, $"{number:00000}.exe"), SmallSize, seed: number);
            peaks.Add(await MemoryComparison.MeasureAsync(bench, input, output, cancellationToken));
            await SigncodeContender.CheckAsync(bench, input, output);
        }

        var rows = MemoryCounts.Zip(peaks, (count, bytes) => (string[])[Text($"{count}"), Text($"{bytes / 1e6:0.0}")]);
        return new("Peak memory (VmHWM), verified, by number of programs of 5 KB", [], null,
            [Goal.Flat("10,000 programs", peaks[^1], "200", peaks[0], 1.25)])
        {
            Table = [["programs", "MB"], .. rows],
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
