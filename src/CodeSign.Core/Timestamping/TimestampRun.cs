using System.Globalization;

namespace CodeSign.Timestamping;

/// <summary>What has come, so far, of the search for one token.</summary>
/// <param name="number">Its number: searches that began earlier have smaller ones.</param>
/// <param name="endpoints">The servers, in order of preference.</param>
internal sealed class TimestampRun(long number, IReadOnlyList<TimestampEndpoint> endpoints)
{
    private readonly List<TimestampAttempt> _attempts = [];
    private readonly Dictionary<TimestampEndpoint, string> _reasons = [];
    private bool _isBusy;
    private bool _isFailed;

    /// <summary>Its number: searches that began earlier have smaller ones, and go first.</summary>
    public long Number => number;

    /// <summary>The requests that failed, in order.</summary>
    public IReadOnlyList<TimestampAttempt> Attempts => _attempts;

    /// <summary>The servers that are worth being asked again.</summary>
    public List<TimestampEndpoint> Candidates { get; } = [.. endpoints];

    /// <summary>How many requests got no answer in time.</summary>
    public int Unanswered { get; private set; }

    /// <summary>In how many rounds a server failed, and was not merely busy.</summary>
    public int FailedRounds { get; private set; }

    /// <summary>In how many of those no server gave a token to any other search either.</summary>
    public int LostRounds { get; private set; }

    /// <summary>
    /// Whether nothing worse happened in this round than that servers had too much to do. One that was not asked because it had failed too
    /// often tells nothing new, beside one that is merely busy.
    /// </summary>
    public bool OnlyBusy => _isBusy && !_isFailed;

    /// <summary>Whether a server that was asked in this round gave a token to another search lately.</summary>
    public bool IsServed { get; private set; }

    /// <summary>When the first of the servers of this round may be asked again, from now; <see langword="null"/>: any time.</summary>
    public TimeSpan? EarliestRetry { get; private set; }

    /// <summary>Forgets the round before.</summary>
    public void StartRound()
    {
        _isBusy = false;
        _isFailed = false;
        IsServed = false;
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

        var isBusy = result.Kind is AttemptKind.Busy or AttemptKind.Paused;
        _isBusy |= isBusy;
        _isFailed |= result.WasAsked && !isBusy;
        IsServed |= endpoint.IsServing && result.Kind != AttemptKind.Final;
        if (result.Kind == AttemptKind.Unanswered)
            Unanswered++;
        if (!result.WasAsked)
            return false;

        _attempts.Add(new TimestampAttempt(endpoint.Name, time, result.Reason));
        return true;
    }

    /// <summary>Takes note that all servers have been asked in vain.</summary>
    public void EndRound()
    {
        if (!OnlyBusy)
            FailedRounds++;
        if (!OnlyBusy && !IsServed)
            LostRounds++;
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
