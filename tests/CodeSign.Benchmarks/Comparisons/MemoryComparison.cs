using System.Globalization;

namespace CodeSign.Benchmarks;

/// <summary>How much memory files of 1 GB take.</summary>
internal sealed class MemoryComparison : IComparison
{
    private const long Size = 1_000_000_000;
    private const int Limit = 150;

    public string Name => "memory";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var (input, output) = (bench.Folder("memory"), bench.Folder("memory-signed"));
        var goals = new List<Goal>();
        var package = SamplePackages.Write(input, "Huge", Size);
        goals.Add(await MeasureAsync(bench, "a package of 1 GB", input, output, cancellationToken));
        await NuGetContender.CheckAsync(bench, input, output);
        File.Delete(package);

        SampleExecutable.Write(Path.Combine(input, "huge.exe"), Size);
        goals.Add(await MeasureAsync(bench, "a PE of 1 GB", input, output, cancellationToken));
        await SigncodeContender.CheckAsync(bench, input, output);
        Workbench.Empty(input);
        Workbench.Empty(output);
        return [new("Peak memory (VmHWM), verified", [], null, goals)];
    }

    /// <summary>Signs all files of a folder in a process of its own.</summary>
    /// <returns>The most memory that it had at once, bytes.</returns>
    public static async Task<long> MeasureAsync(Workbench bench, string input, string output, CancellationToken cancellationToken)
    {
        var contender = bench.Engine("", input, output, request => request with { ReportMemory = true });
        contender.Reset();
        var result = await CodeSign.Testing.Run.ProcessAsync(
            contender.Program, contender.Arguments, contender.Options, cancellationToken);
        return long.Parse(result.EnsureSuccess().Output, CultureInfo.InvariantCulture);
    }

    private static async Task<Goal> MeasureAsync(
        Workbench bench, string what, string input, string output, CancellationToken cancellationToken) =>
        Goal.WithinMemory(what, await MeasureAsync(bench, input, output, cancellationToken), Limit);
}
