namespace CodeSign.Benchmarks;

/// <summary>One large PE file, against osslsigncode.</summary>
internal sealed class LargeExecutableComparison : IComparison
{
    private const long Size = 100_000_000;

    public string Name => "pe";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var (input, output) = (bench.Folder("pe"), bench.Folder("pe-signed"));
        SampleExecutable.Write(Path.Combine(input, "large.exe"), Size);
        Contender[] contenders =
        [
            SigncodeContender.Create(bench, "osslsigncode", input, output),
            bench.Engine("CodeSign, without verification", input, output, request => request with { Verify = false }) with
            {
                Check = () => SigncodeContender.CheckAsync(bench, input, output),
            },
            bench.Engine("CodeSign, verified", input, output, request => request) with
            {
                Check = () => SigncodeContender.CheckAsync(bench, input, output),
            },
        ];
        var measured = await Alternation.MeasureAsync(contenders, bench.Rounds, cancellationToken);
        return
        [
            new("One PE of 100 MB, RSA-3072, no timestamp", measured, measured[0],
                [Goal.AtMostTimes(measured[1], measured[0], 1.2), Goal.AtMostTimes(measured[2], measured[0], 1.8)]),
        ];
    }
}
