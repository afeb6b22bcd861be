using CodeSign.Diagnostics;
using CodeSign.Verification;

namespace CodeSign.Timestamping;

/// <summary>Whom a <see cref="TimestampClient"/> asks for timestamps, and how.</summary>
public sealed record TimestampClientOptions
{
    /// <summary>How many requests a server gets at once to begin with, where <see cref="Concurrency"/> sets no number.</summary>
    public const int DefaultConcurrency = 16;

    /// <summary>How many a server that answers them all gets at once in the end, where <see cref="Concurrency"/> sets no number.</summary>
    public const int DefaultMaximumConcurrency = 32;

    /// <summary>The servers, http or https, in order of preference.</summary>
    public required IReadOnlyList<Uri> Servers { get; init; }

    /// <summary>The roots that timestamp authorities may chain to.</summary>
    public required TrustStore Trust { get; init; }

    /// <summary>Where retries are told.</summary>
    public required IEngineLog Log { get; init; }

    /// <summary>The policy to ask for, a dotted object identifier; by default the server chooses.</summary>
    public string? Policy { get; init; }

    /// <summary>
    /// How many requests each server gets at once, at most. Where it is not set: 16, and up to 32 while the server answers them
    /// all. A server that refuses some (status 429) is asked at the rate at which it has answered from then on.
    /// </summary>
    public int? Concurrency { get; init; }

    /// <summary>The time that must lie between the starts of two requests to the same server. None unless set.</summary>
    public TimeSpan MinimumInterval { get; init; }

    /// <summary>How long one request may take at most.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long one request may take at least, however fast the server's other answers are. In between, a server that has not answered yet
    /// gets 5 seconds, and one that has as long as its answers make likely; each request that got no answer is repeated with
    /// twice the time.
    /// </summary>
    public TimeSpan MinimumAttemptTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long one signature may wait for its timestamp in all, counted from when its first request gets its turn: failed
    /// requests, and the time between them.
    /// </summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How often all servers are asked again after each has failed in a way that may pass. Failures of a server that has given some
    /// timestamp within the last half minute don't count: it is asked again as long as <see cref="Budget"/> lasts, unless this is 0.
    /// </summary>
    public int Retries { get; init; } = 6;

    /// <summary>How long to wait before the first retry, about; each further one waits twice as long.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How long a server that has too much to do (status 429) is left alone at least; twice as long, and up to 16 times, while it goes on
    /// refusing.
    /// </summary>
    public TimeSpan BusyDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock that timestamps are held against, and that delays run on.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
