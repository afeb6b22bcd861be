namespace CodeSign.Benchmarks;

/// <summary>Many assemblies with timestamps, of a server that takes its time. Nothing but the limit to compare with.</summary>
internal sealed class TimestampComparison : IComparison
{
    private const int Count = 200;
    private const int AverageSize = 46_000;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(200);

    public string Name => "timestamps";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var (input, output) = (bench.Folder("timestamps"), bench.Folder("timestamps-signed"));
        SampleAssemblies.Write(input, Count, AverageSize);
        await using var server = bench.StartTimestampServer(Latency);
        var contender = bench.Engine(
            "CodeSign, verified", input, output, request => request with { TimestampServer = server.Address.AbsoluteUri }) with
        {
            Check = () => SigncodeContender.CheckAsync(bench, input, output),
        };
        var measured = await Alternation.MeasureAsync([contender], bench.Rounds, cancellationToken);
        return
        [
            new($"{Count} assemblies with timestamps of a server that answers after 200 ms", measured, null, [Goal.Within(measured[0], 4)]),
        ];
    }
}
