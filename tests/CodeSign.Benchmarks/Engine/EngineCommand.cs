using System.Globalization;
using CodeSign.Formats;
using CodeSign.Keys;
using CodeSign.Signing;
using CodeSign.Timestamping;
using CodeSign.Verification;

namespace CodeSign.Benchmarks;

/// <summary>Signs all files of a folder into another, as a build does, and ends: what is measured is the whole process.</summary>
internal static class EngineCommand
{
    /// <summary>Signs.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var request = EngineRequest.Parse(arguments);
        SigningWarmUp.Start(request.Verify);
        var log = new StandardErrorLog();
        var options = new KeyOptions
        {
            BaseDirectory = Environment.CurrentDirectory,
            TrustedRootFiles = [request.Roots],
            ValidatePath = request.Verify,
        };
        using var signer = await SigningIdentities.OpenAsync(KeyReference.Parse(request.Key), options, log, CancellationToken.None);

        var verifier = new ArtifactVerifier();
        var roots = TrustStore.FromPemFile(request.Roots);
        using var timestamps = request.TimestampServer is null ? null : Client(request.TimestampServer, roots, verifier, log);
        var engine = new SigningEngine(new SigningEngineOptions
        {
            Formats = new SignatureFormats().All,
            Inspector = request.Verify ? new SignatureInspector(verifier, roots, roots) : new NoInspection(),
            Log = log,
        });
        var profile = new SigningProfile { Signer = signer, Timestamps = timestamps, PackageContentHash = request.Verify };
        await engine.SignAsync(Jobs(request, profile), CancellationToken.None);

        if (request.ReportMemory)
            Console.WriteLine(PeakMemory.OfThisProcess().ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static List<SigningJob> Jobs(EngineRequest request, SigningProfile profile)
    {
        var jobs = new List<SigningJob>();
        foreach (var file in Directory.GetFiles(request.Input))
            jobs.Add(new SigningJob(file, Path.Combine(request.Output, Path.GetFileName(file)), profile));
        return jobs;
    }

    private static TimestampClient Client(string server, TrustStore roots, ArtifactVerifier verifier, StandardErrorLog log)
    {
        var options = new TimestampClientOptions { Servers = TimestampServerAddress.ParseList(server), Trust = roots, Log = log };
        return new TimestampClient(options, new TimestampTokenVerifier(verifier.Chains));
    }
}
