using CodeSign.Testing;

namespace CodeSign.Benchmarks;

/// <summary>What timestamp servers do to their clients.</summary>
/// <param name="Name">What it is called in the table.</param>
internal sealed record FaultScenario(string Name)
{
    private const int Seed = 3161;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(200);

    /// <summary>The share of requests, 0 to 1, that fail: half of them with status 500, half by a reset connection.</summary>
    public double Failing { get; init; }

    /// <summary>The share of requests that never get an answer.</summary>
    public double Stalling { get; init; }

    /// <summary>How many requests are served a second; further ones get status 429 with Retry-After: 1.</summary>
    public int RequestsPerSecond { get; init; } = int.MaxValue;

    /// <summary>The request from which the server signs with another certificate.</summary>
    public int? RenewedFrom { get; init; }

    /// <summary>Whether a server that refuses connections stands before the one that serves.</summary>
    public bool IsBehindDeadOne { get; init; }

    /// <summary>All that is measured, for a number of files.</summary>
    public static IReadOnlyList<FaultScenario> All(int files) =>
    [
        new("none"),
        new("30% fail: status 500, reset") { Failing = 0.3 },
        new("429 beyond 5 a second") { RequestsPerSecond = 5 },
        new("1 in 20 is never answered") { Stalling = 0.05 },
        new("certificate renewed half-way") { RenewedFrom = files / 2 },
        new("the first of two servers is down") { IsBehindDeadOne = true },
        new("all together") { Failing = 0.3, RequestsPerSecond = 5, Stalling = 0.05, RenewedFrom = files / 2, IsBehindDeadOne = true },
    ];

    /// <summary>Starts a server with these faults.</summary>
    /// <param name="bench">Who issues its certificates.</param>
    /// <param name="renewed">The certificate that it changes to, if it does.</param>
    public TimestampServer Start(Workbench bench, TestCertificate renewed)
    {
        var faults = new FaultSequence(
            Seed,
            (TimestampFault.InternalServerError, Failing / 2), (TimestampFault.Reset, Failing / 2), (TimestampFault.Silence, Stalling));
        var server = bench.StartTimestampServer(Latency);
        server.FaultOf = faults.Of;
        server.RequestsPerSecond = RequestsPerSecond;
        server.RetryAfter = "1";
        if (RenewedFrom is { } request)
            server.Renew(renewed, request);
        return server;
    }
}
