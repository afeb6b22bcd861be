using System.Globalization;

namespace CodeSign.Timestamping;

/// <summary>What has come, so far, of the search for one token.</summary>
internal sealed class TimestampRun(IReadOnlyList<TimestampEndpoint> endpoints)
{
    private readonly List<TimestampAttempt> _attempts = [];
    private readonly Dictionary<TimestampEndpoint, string> _reasons = [];

    /// <summary>The requests that failed, in order.</summary>
    public IReadOnlyList<TimestampAttempt> Attempts => _attempts;

    /// <summary>The servers that are worth being asked again.</summary>
    public List<TimestampEndpoint> Candidates { get; } = [.. endpoints];

    /// <summary>Whether nothing worse happened in this round than that servers had too much to do.</summary>
    public bool OnlyBusy { get; private set; }

    /// <summary>When the first of the servers of this round may be asked again, from now; <see langword="null"/>: any time.</summary>
    public TimeSpan? EarliestRetry { get; private set; }

    /// <summary>Forgets the round before.</summary>
    public void StartRound()
    {
        OnlyBusy = true;
        EarliestRetry = TimeSpan.MaxValue;
    }

    /// <summary>Takes note of a failure. Tells whether a request was sent.</summary>
    public bool Record(TimestampEndpoint endpoint, AttemptResult result, DateTimeOffset time)
    {
        _reasons[endpoint] = result.Reason;
        if (result.Kind == AttemptKind.Final)
            Candidates.Remove(endpoint);
        else
            EarliestRetry = Earlier(EarliestRetry, result.RetryAfter);

        OnlyBusy &= result.Kind is AttemptKind.Busy or AttemptKind.Paused;
        if (!result.WasAsked)
            return false;

        _attempts.Add(new TimestampAttempt(endpoint.Name, time, result.Reason));
        return true;
    }

    /// <summary>The last reason of each server, for a person.</summary>
    public string Describe() => string.Join(" ", endpoints.Select(Describe));

    private string Describe(TimestampEndpoint endpoint)
    {
        var attempts = _attempts.Count(attempt => attempt.Server == endpoint.Name);
        var times = attempts switch
        {
            0 => "",
            1 => " (1 request)",
            _ => string.Create(CultureInfo.InvariantCulture, $" ({attempts} requests)"),
        };
        return $"{endpoint.Name}: {_reasons.GetValueOrDefault(endpoint, "no answer in the time allowed").TrimEnd('.')}{times}.";
    }

    private static TimeSpan? Earlier(TimeSpan? left, TimeSpan? right) =>
        left is null || right is null ? null : left < right ? left : right;
}
