using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CodeSign.Formats;
using CodeSign.Keys;
using CodeSign.Signing;
using CodeSign.Verification;

namespace CodeSign.Benchmarks;

/// <summary>
/// Signs all files of a folder again and again in one process, in turn with the floor: SHA-256 of their bytes and a signature of the key
/// for each, on as many cores, with nothing read or written. Prints a line for each pass: what was done, and the seconds it took.
/// </summary>
internal static class WarmCommand
{
    /// <summary>The floor's name.</summary>
    public const string Floor = "floor";

    /// <summary>Signing's name.</summary>
    public const string Signed = "signed";

    /// <summary>The name of signing with verification.</summary>
    public const string Verified = "verified";

    /// <summary>Measures.</summary>
    /// <param name="arguments">The number of rounds, and an <see cref="EngineRequest"/>.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var rounds = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var request = EngineRequest.Parse(arguments[1..]);
        using var signer = await SigningIdentities.OpenAsync(
            KeyReference.Parse(request.Key),
            new KeyOptions { BaseDirectory = Environment.CurrentDirectory, TrustedRootFiles = [request.Roots], ValidatePath = true },
            new StandardErrorLog(),
            CancellationToken.None);
        var roots = TrustStore.FromPemFile(request.Roots);
        var profile = new SigningProfile { Signer = signer, Timestamps = null, PackageContentHash = false };
        List<SigningJob> jobs =
        [
            .. Directory.GetFiles(request.Input)
                .Select(file => new SigningJob(file, Path.Combine(request.Output, Path.GetFileName(file)), profile)),
        ];
        var contents = jobs.ConvertAll(job => File.ReadAllBytes(job.Source));
        var signing = Engine(new NoInspection());
        var verifying = Engine(new SignatureInspector(new ArtifactVerifier(), roots, roots));

        for (var round = 0; round <= rounds; round++)
        {
            await MeasureAsync(Floor, isPrinted: round > 0, request.Output, () => RunFloorAsync(contents, signer));
            await MeasureAsync(Signed, isPrinted: round > 0, request.Output, () => signing.SignAsync(jobs, CancellationToken.None));
            await MeasureAsync(Verified, isPrinted: round > 0, request.Output, () => verifying.SignAsync(jobs, CancellationToken.None));
        }

        return 0;
    }

    private static SigningEngine Engine(ISignatureInspector inspector) => new(new SigningEngineOptions
    {
        Formats = new SignatureFormats().All,
        Inspector = inspector,
        Log = new StandardErrorLog(),
    });

    private static Task RunFloorAsync(IReadOnlyList<byte[]> contents, SigningIdentity signer)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        return Parallel.ForEachAsync(contents, options, async (content, token) =>
            await signer.Key.SignDigestAsync(SHA256.HashData(content), Cms.DigestAlgorithm.Sha256, token));
    }

    private static async Task MeasureAsync(string name, bool isPrinted, string output, Func<Task> work)
    {
        Workbench.Empty(output);
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        await work();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (isPrinted)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {seconds:0.000000}"));
    }
}
