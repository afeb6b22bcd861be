using System.Globalization;
using CodeSign.Testing;

namespace CodeSign.Benchmarks;

/// <summary>Packages as nuget.org has signed them, verified, against <c>dotnet nuget verify</c>: one process each.</summary>
internal sealed class VerifyPackagesComparison : IComparison
{
    private const int Count = 500;
    private const long MaxLength = 4_000_000;

    public string Name => "verify-packages";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var originals = PackageCache.Packages(MaxLength);
        var folder = bench.Folder("verify-packages");
        var total = Write(originals, folder);
        var pattern = Path.Combine(folder, "*.nupkg");
        Contender[] contenders = [Peer(pattern), Workbench.Tool("dotnet codesign verify", "verify", pattern)];
        var measured = await Alternation.MeasureAsync(contenders, bench.Rounds, cancellationToken);
        var title = string.Create(
            CultureInfo.InvariantCulture,
            $"{Count} packages ({Math.Min(Count, originals.Count)} of NuGet's folder, and copies of them), {total / 1e6:0} MB, verified");
        return [new(title, measured, measured[0], [Goal.Faster(measured[1], measured[0], 3)])];
    }

    /// <summary>Asks for no revocation lists, as we don't.</summary>
    private static Contender Peer(string pattern) => new("dotnet nuget verify", "dotnet", ["nuget", "verify", "--all", pattern])
    {
        Options = TrustingSdk.Isolate(ProcessOptions.Default with
        {
            Timeout = TimeSpan.FromMinutes(10),
            Environment = new Dictionary<string, string?> { ["NUGET_CERT_REVOCATION_MODE"] = "offline" },
        }),
    };

    private static long Write(List<string> originals, string folder)
    {
        long total = 0;
        for (var number = 0; number < Count; number++)
        {
            var original = originals[number % originals.Count];
            File.Copy(original, Path.Combine(folder, $"{number:000}.{Path.GetFileName(original)}"));
            total += new FileInfo(original).Length;
        }

        return total;
    }
}
