using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Signing;
using CodeSign.Timestamping;
using CodeSign.Verification;

namespace CodeSign.Benchmarks;

/// <summary>A way to sign all files of a folder with timestamps of servers that may fail.</summary>
/// <param name="bench">The signer and the trusted root.</param>
internal abstract class FaultContender(Workbench bench)
{
    private readonly TrustStore _roots = TrustStore.FromPemFile(bench.Roots);
    private readonly ArtifactVerifier _verifier = new();

    /// <summary>Signs the files and measures.</summary>
    /// <param name="input">The folder with the files.</param>
    /// <param name="output">An empty folder.</param>
    /// <param name="scenario">What the servers do.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<FaultRun> RunAsync(string input, string output, FaultScenario scenario, CancellationToken cancellationToken)
    {
        using var renewed = bench.IssueTimestamping();
        await using var server = scenario.Start(bench, renewed);
        using var down = new CodeSign.Testing.ClosedPort();
        using var key = bench.CreateKey();
        var options = new TimestampClientOptions
        {
            Servers = scenario.IsBehindDeadOne ? [down.Address, server.Address] : [server.Address],
            Trust = _roots,
            Log = new StandardErrorLog(),
        };
        var profile = new SigningProfile { Signer = bench.Identity(key), Timestamps = null };
        List<SigningJob> jobs =
            [.. Directory.GetFiles(input).Select(file => new SigningJob(file, Path.Combine(output, Path.GetFileName(file)), profile))];

        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        var failed = await SignAsync(jobs, options, cancellationToken);
        return new FaultRun(System.Diagnostics.Stopwatch.GetElapsedTime(start), key.Count, server.Requests, failed);
    }

    /// <summary>Signs files.</summary>
    /// <param name="jobs">The files, with one profile, without timestamps.</param>
    /// <param name="options">The servers, and whom to trust.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many could not be signed.</returns>
    protected abstract Task<int> SignAsync(
        IReadOnlyList<SigningJob> jobs, TimestampClientOptions options, CancellationToken cancellationToken);

    /// <summary>Signs and verifies files with timestamps of a new client, all or none.</summary>
    /// <returns>Whether they are signed.</returns>
    protected async Task<bool> TrySignAsync(
        IReadOnlyList<SigningJob> jobs, TimestampClientOptions options, CancellationToken cancellationToken)
    {
        using var client = new TimestampClient(options, new TimestampTokenVerifier(_verifier.Chains));
        var profile = jobs[0].Profile with { Timestamps = client };
        var engine = new SigningEngine(new SigningEngineOptions
        {
            Formats = new SignatureFormats().All,
            Inspector = new SignatureInspector(_verifier, _roots, _roots),
            Log = options.Log,
        });
        try
        {
            await engine.SignAsync([.. jobs.Select(job => job with { Profile = profile })], cancellationToken);
            return true;
        }
        catch (CodeSignException e) when (e.Diagnostic.Descriptor == TimestampDiagnostics.NoTimestamp)
        {
            Console.Error.WriteLine(e.Diagnostic.Cause);
            return false;
        }
    }
}
