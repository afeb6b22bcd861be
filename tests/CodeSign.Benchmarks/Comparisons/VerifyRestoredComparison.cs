using System.Globalization;
using CodeSign.Testing;

namespace CodeSign.Benchmarks;

/// <summary>
/// The gate between a restore and the build, for a project with 200 dependencies: for the first time, and when nothing has changed,
/// against the tool doing nothing.
/// </summary>
internal sealed class VerifyRestoredComparison : IComparison
{
    private const int Count = 200;
    private const long MaxLength = 1_000_000;
    private const double Seconds = 1;
    private const double UnchangedSeconds = 0.05;

    public string Name => "verify-restored";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("The comparison 'verify-restored' names a cache of its own: that needs Linux.");

        var restore = new SampleRestore(bench.Folder("verify-restored"));
        var total = restore.Write(PackageCache.Packages(MaxLength), Count);
        var (empty, kept) = (bench.Folder("verify-restored-empty"), bench.Folder("verify-restored-kept"));
        Contender[] contenders =
        [
            Workbench.Tool("dotnet-codesign --version", "--version"),
            Verify("verify --assets, cache empty", restore, empty) with { Reset = () => Remove(empty) },
            Verify("verify --assets, unchanged", restore, kept),
        ];
        var measured = await Alternation.MeasureAsync(contenders, bench.Rounds, cancellationToken);
        var beyond = measured[2].Beyond(measured[0], "unchanged, beyond --version");
        var title = string.Create(
            CultureInfo.InvariantCulture, $"Restored packages of a project with {Count} dependencies, {total / 1e6:0} MB, verified");
        return
        [
            new(title, [.. measured, beyond], measured[0], [Goal.Within(measured[1], Seconds), Goal.Within(beyond, UnchangedSeconds)]),
        ];
    }

    /// <summary>As on a developer's machine, where what was accepted is remembered, in a folder of its own.</summary>
    private static Contender Verify(string name, SampleRestore restore, string data) =>
        Workbench.Tool(name, "verify", "--assets", restore.Assets) with
        {
            Options = ProcessOptions.Default with
            {
                Environment = new Dictionary<string, string?> { ["XDG_DATA_HOME"] = data, ["CI"] = null, ["TF_BUILD"] = null },
            },
            Check = () => CheckAsync(data),
        };

    private static async Task CheckAsync(string data)
    {
        var remembered = await File.ReadAllLinesAsync(Path.Combine(data, "CodeSign.Build", "verified-packages"));
        if (remembered.Length != Count)
            throw new InvalidOperationException($"{remembered.Length} packages were accepted, not {Count}.");
    }

    private static void Remove(string data)
    {
        Directory.Delete(data, recursive: true);
        Directory.CreateDirectory(data);
    }
}
