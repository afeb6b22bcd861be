using System.Globalization;
using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Benchmarks;

/// <summary>
/// All assemblies of the SDK, verified by one process of the tool, against osslsigncode run once for each. That takes so long that it is
/// run on some of them, evenly spread, and the time of all is reckoned from that.
/// </summary>
internal sealed class VerifyAssembliesComparison : IComparison
{
    private const int Step = 20;

    public string Name => "verify-assemblies";

    public async Task<IReadOnlyList<ComparisonResult>> RunAsync(Workbench bench, CancellationToken cancellationToken)
    {
        var all = InstalledSdk.Assemblies();
        var sample = all.Where((_, index) => index % Step == 0).ToList();
        Contender[] contenders =
        [
            await PeerAsync(bench.Folder("verify-assemblies"), sample, cancellationToken),
            Workbench.Tool("dotnet codesign verify, all", "verify", Path.Combine(InstalledSdk.Root, "**", "*.dll")),
        ];
        var measured = await Alternation.MeasureAsync(contenders, bench.Rounds, cancellationToken);
        var peer = measured[0].Times(all.Count / (double)sample.Count, "osslsigncode, one by one, reckoned for all");
        var title = string.Create(
            CultureInfo.InvariantCulture,
            $"{all.Count:N0} assemblies of the SDK, {Megabytes(all):0} MB, verified; osslsigncode every {Step}th ({sample.Count})");
        return [new(title, [measured[0], peer, measured[1]], peer, [Goal.Faster(measured[1], peer, 10)])];
    }

    private static async Task<Contender> PeerAsync(string folder, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var (roots, list) = (Path.Combine(folder, "roots.pem"), Path.Combine(folder, "files"));
        await File.WriteAllTextAsync(roots, await NeededRootsAsync(files, cancellationToken), cancellationToken);
        await File.WriteAllLinesAsync(list, files, cancellationToken);
        var verify = $"osslsigncode verify -ignore-crl -ignore-cdp -CAfile '{roots}' -TSA-CAfile '{roots}'";
        var script = $"while IFS= read -r f; do {verify} -in \"$f\" > '{folder}/output' || exit 1; done < '{list}'";
        return new Contender("osslsigncode, one by one, the sample", "/bin/sh", ["-c", script])
        {
            Options = ProcessOptions.Default with { Timeout = TimeSpan.FromMinutes(10) },
        };
    }

    /// <summary>The roots that any of the files needs, PEM: with whole bundles, osslsigncode takes ten times as long.</summary>
    private static async Task<string> NeededRootsAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var options = new VerificationOptions
        {
            SignerTrust = TrustStore.ForNuGetCodeSigning(InstalledSdk.Newest),
            TimestampTrust = TrustStore.ForNuGetTimestamping(InstalledSdk.Newest),
        };
        var verifier = new ArtifactVerifier();
        var roots = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var result = await verifier.VerifyAsync(file, options, cancellationToken);
            var chains = result.Signatures.SelectMany(signature => signature.WithNested())
                .SelectMany(signature => signature.Timestamps.Select(timestamp => timestamp.Chain).Append(signature.Chain));
            roots.UnionWith(chains.Where(chain => chain.Count > 0).Select(chain => chain[^1].ExportCertificatePem() + "\n"));
        }

        return string.Concat(roots);
    }

    private static double Megabytes(IEnumerable<string> files) => files.Sum(file => new FileInfo(file).Length) / 1e6;
}
