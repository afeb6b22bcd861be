using CodeSign.Diagnostics;
using CodeSign.Timestamping;
using CodeSign.Verification;

namespace CodeSign.Build.Settings;

/// <summary>How timestamps are asked for. What is <see langword="null"/> has the timestamp client's default.</summary>
internal sealed record TimestampSettings
{
    /// <summary>The servers, in order of preference, as the user wrote them; <see langword="null"/> where there are none.</summary>
    public required string? Servers { get; init; }

    /// <summary>Requests at once for each server.</summary>
    public required int? Concurrency { get; init; }

    /// <summary>The least time between two requests to one server.</summary>
    public required TimeSpan? Interval { get; init; }

    /// <summary>The time one attempt may take.</summary>
    public required TimeSpan? Timeout { get; init; }

    /// <summary>The time one timestamp may take in all, every retry and server included.</summary>
    public required TimeSpan? Budget { get; init; }

    /// <summary>The policy to ask for, a dotted object identifier.</summary>
    public required string? Policy { get; init; }

    /// <summary>The error of a project that wants timestamps and names nobody to give them.</summary>
    /// <param name="project">Full path of the project file.</param>
    public static CodeSignException NoServer(string project) => BuildDiagnostics.NoTimestampServer.Exception(
        "CodeSignTimestampServers is empty, and a signature without a timestamp ends with its certificate.",
        "Set it to the addresses of RFC 3161 servers, ';' between them, or CodeSignTimestamp to false to do without.", project);

    /// <summary>What the timestamp client is told.</summary>
    /// <param name="trust">The authorities that are trusted.</param>
    /// <param name="log">Where retries are told.</param>
    public TimestampClientOptions ToOptions(TrustStore trust, IEngineLog log)
    {
        var options = new TimestampClientOptions
        {
            Servers = TimestampServerAddress.ParseList(Servers),
            Trust = trust,
            Log = log,
            Policy = Policy,
            Concurrency = Concurrency,
            MinimumInterval = Interval ?? TimeSpan.Zero,
        };
        return options with { AttemptTimeout = Timeout ?? options.AttemptTimeout, Budget = Budget ?? options.Budget };
    }
}
