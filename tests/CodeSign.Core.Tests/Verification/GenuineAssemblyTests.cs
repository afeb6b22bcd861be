using System.Collections.Concurrent;
using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Verification;

/// <summary>
/// Signatures that we did not make: the assemblies of the SDK and the shared frameworks. A sample of them each time; all of them where
/// CODESIGN_ALL_ASSEMBLIES is 1 in the environment.
/// </summary>
[TestClass]
public sealed class GenuineAssemblyTests
{
    private const int SampleSize = 24;

    [TestMethod]
    public async Task Ours_and_osslsigncodes_verdicts_are_the_same()
    {
        var all = InstalledSdk.Files("*.dll");
        var step = Environment.GetEnvironmentVariable("CODESIGN_ALL_ASSEMBLIES") == "1" ? 1 : Math.Max(1, all.Count / SampleSize);
        var sample = all.Where((_, index) => index % step == 0).ToList();
        var verified = new List<(string File, VerificationResult Result)>();
        foreach (var file in sample)
            verified.Add((file, await Verifying.Verifier.VerifyAsync(file, InstalledSdk.Options, CancellationToken.None)));

        using var folder = new TemporaryFolder();
        var roots = folder.Write("roots.pem", Roots(verified.Select(v => v.Result)));
        var differences = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(verified, async (pair, _) =>
        {
            var theirs = await OsslSigncode.VerifyAsync(pair.File, roots);
            if (pair.Result.Verdict == Verdict.Trusted != (theirs.ExitCode == 0))
                differences.Add($"{pair.File}: {pair.Result.Verdict}, osslsigncode {theirs.ExitCode}\n{Verifying.Describe(pair.Result)}");
        });

        Assert.IsEmpty(differences, string.Join("\n\n", differences.Take(10)));
        Assert.IsFalse(verified.Exists(v => v.Result.Verdict == Verdict.Invalid));
    }

    /// <summary>The roots that any of the files needs: with whole bundles, osslsigncode takes ten times as long.</summary>
    private static string Roots(IEnumerable<VerificationResult> results)
    {
        var chains = results
            .SelectMany(result => result.Signatures)
            .SelectMany(signature => signature.WithNested())
            .SelectMany(signature => signature.Timestamps.Select(token => token.Chain).Append(signature.Chain));
        var roots = chains.Where(chain => chain.Count > 0).Select(chain => chain[^1]).DistinctBy(root => root.Thumbprint);
        return string.Concat(roots.Select(root => root.ExportCertificatePem() + "\n"));
    }
}
