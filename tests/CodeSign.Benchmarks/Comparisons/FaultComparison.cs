using System.Globalization;

namespace CodeSign.Benchmarks;

/// <summary>
/// Many assemblies with timestamps of servers that fail, throttle, stall or change their certificate, against a naive client. Both sides
/// do little but wait: the engine's runs come one after the other, and the naive client's, which take minutes, side by side.
/// </summary>
internal sealed class FaultComparison : IComparison
{
    private const int Count = 200;
    private const int AverageSize = 46_000;

    private static readonly string[] Heads =
        ["Fault", "CodeSign, s", "naive, s", "times as fast", "key operations", "naive", "requests", "naive", "files failed", "naive"];

    public string Name => "faults";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var input = bench.Folder("faults");
        SampleAssemblies.Write(input, Count, AverageSize);
        var scenarios = FaultScenario.All(Count);
        var ours = new List<FaultRun>();
        foreach (var scenario in scenarios)
            ours.Add(await MeasureAsync(new EngineFaultContender(bench), scenario));
        var naive = await Task.WhenAll(scenarios.Select(scenario => MeasureAsync(new NaiveFaultContender(bench), scenario)));

        var rows = scenarios.Select((scenario, index) => Row(scenario, ours[index], naive[index]));
        var title = string.Create(
            CultureInfo.InvariantCulture, $"{Count} assemblies with timestamps of a server that answers after 200 ms, by fault");
        return [new(title, [], null, []) { Table = [Heads, .. rows] }];

        async Task<FaultRun> MeasureAsync(FaultContender contender, FaultScenario scenario)
        {
            var output = bench.Folder($"{contender.GetType().Name}-{scenario.Name}");
            var run = await contender.RunAsync(input, output, scenario, cancellationToken);
            if (run.FailedFiles == 0)
                await SigncodeContender.CheckAsync(bench, input, output);
            Console.Error.WriteLine($"{contender.GetType().Name}, {scenario.Name}: {run}");
            return run;
        }
    }

    private static string[] Row(FaultScenario scenario, FaultRun ours, FaultRun naive) =>
    [
        scenario.Name, Seconds(ours.Time), Seconds(naive.Time), Text($"{naive.Time / ours.Time:0.0}"),
        Text($"{ours.KeyOperations}"), Text($"{naive.KeyOperations}"), Text($"{ours.Requests}"), Text($"{naive.Requests}"),
        Text($"{ours.FailedFiles}"), Text($"{naive.FailedFiles}"),
    ];

    private static string Seconds(TimeSpan time) => Text($"{time.TotalSeconds:0.0}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
