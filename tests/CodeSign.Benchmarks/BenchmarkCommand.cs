using System.Globalization;

namespace CodeSign.Benchmarks;

/// <summary>Runs comparisons and prints their results.</summary>
internal static class BenchmarkCommand
{
    private const int DefaultRounds = 10;

    private static readonly IComparison[] All =
    [
        new AssembliesComparison(), new LargeExecutableComparison(), new LargePackageComparison(), new SmallPackagesComparison(),
        new TimestampComparison(), new PackComparison(), new GateComparison(), new SolutionComparison(), new MemoryComparison(),
        new PlanComparison(), new FaultComparison(), new ScaleComparison(), new CoresComparison(), new WarmComparison(),
        new VerifyAssembliesComparison(), new VerifyPackagesComparison(), new VerifyStartComparison(), new VerifyRestoredComparison(),
    ];

    /// <summary>Runs the comparisons named, or all.</summary>
    /// <returns>The exit code: 0 where all ran, whether goals were met or not.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var names = new List<string>(arguments);
        var rounds = int.Parse(TakeOption(names, "--rounds") ?? $"{DefaultRounds}", CultureInfo.InvariantCulture);
        var markdown = TakeOption(names, "--markdown");
        if (names.Find(name => !Array.Exists(All, comparison => comparison.Name == name)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no comparison '{unknown}'. There are: {string.Join(", ", All.Select(comparison => comparison.Name))}.");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        using var bench = new Workbench(rounds);
        using var output = new ReportWriter(markdown);
        output.Write(await Machine.DescribeAsync(rounds));
        foreach (var comparison in All.Where(comparison => names.Count == 0 || names.Contains(comparison.Name)))
        {
            foreach (var result in await comparison.RunAsync(bench, stop.Token))
                output.Write(Report.Describe(result));
        }

        return 0;
    }

    private static string? TakeOption(List<string> arguments, string name)
    {
        var index = arguments.IndexOf(name);
        if (index < 0 || index + 1 >= arguments.Count)
            return null;
        var value = arguments[index + 1];
        arguments.RemoveRange(index, 2);
        return value;
    }
}
