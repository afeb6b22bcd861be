namespace CodeSign.Timestamping;

/// <summary>
/// When requests to one server may start: so many at once, not faster than an interval allows, and not faster than the server takes them.
/// The number at once grows while the server answers everything. A server that refuses (status 429) is left alone for the time that it
/// names (RFC 6585, section 4); then one request goes first and more follow as they are answered, within the quota that was learnt.
/// </summary>
/// <remarks>All times are on one clock, from any origin. Not for several threads at once.</remarks>
/// <param name="limit">How many requests are under way at once to begin with.</param>
/// <param name="ceiling">How many at most.</param>
/// <param name="interval">The time between the starts of two requests, at least.</param>
/// <param name="busyDelay">How long a server that refuses is left alone at least; twice as long when it goes on refusing.</param>
internal sealed class RequestPace(int limit, int ceiling, TimeSpan interval, TimeSpan busyDelay)
{
    private const int MostDoublings = 4;

    private readonly LearntQuota _quota = new();
    private TimeSpan _nextStart;
    private (TimeSpan Start, TimeSpan Pause)? _refusal;
    private int _active;
    private int _activeInBout;
    private int _answeredInBout;
    private int _answeredInRow;
    private int _bout;
    private int _doublings;

    /// <summary>How many requests may be under way at once now.</summary>
    public int Limit { get; private set; } = limit;

    /// <summary>The time between the starts of two requests now, where they are evenly spread.</summary>
    public TimeSpan Interval => Max(interval, _quota.Interval);

    /// <summary>Until when the server is left alone.</summary>
    public TimeSpan PausedUntil { get; private set; }

    /// <summary>Whether one must end before another may start. One without an answer since before the last pause holds up nobody.</summary>
    public bool IsFull => _active >= ceiling || _activeInBout >= Limit;

    /// <summary>When the next request may start. The first one after a pause goes when the server has said.</summary>
    public TimeSpan NextStart => Max(Max(PausedUntil, _nextStart), _refusal is null ? _quota.NextStart : TimeSpan.Zero);

    /// <summary>Takes note of a request that starts.</summary>
    /// <returns>A ticket for <see cref="End"/>.</returns>
    public RequestTicket Start(TimeSpan now)
    {
        if (_refusal is { } refusal)
            _quota.Learn(refusal.Start, refusal.Pause, now);
        _refusal = null;
        _active++;
        _activeInBout++;
        _nextStart = now + interval;
        return new RequestTicket(now, _bout, _quota.Start(now));
    }

    /// <summary>Takes note of a request that ended, and learns from how the server took it.</summary>
    /// <param name="ticket">What <see cref="Start"/> gave.</param>
    /// <param name="result">What came of it; <see langword="null"/> where it was given up.</param>
    /// <param name="now">The time now.</param>
    public void End(RequestTicket ticket, AttemptResult? result, TimeSpan now)
    {
        var isOfThisBout = ticket.Bout == _bout;
        _active--;
        if (isOfThisBout)
            _activeInBout--;
        if (result is null)
            return;

        var isRefused = result.Kind == AttemptKind.Busy;
        if (isRefused || !result.WasAsked)
            _quota.Forget(ticket.Start);
        if (isRefused)
            Refuse(ticket, Max(result.RetryAfter ?? TimeSpan.Zero, busyDelay), now);
        else if (result.WasAsked && isOfThisBout)
            Encourage(ticket, result.Kind, now);
    }

    private void Refuse(RequestTicket ticket, TimeSpan pause, TimeSpan now)
    {
        // Of many requests that are refused at once, all but the first tell nothing new.
        if (ticket.Bout == _bout)
        {
            var isRefusedAgain = _bout > 0 && _answeredInBout == 0;
            _doublings = isRefusedAgain ? Math.Min(MostDoublings, _doublings + 1) : 0;
            _refusal = (ticket.Start, pause);
            _bout++;
            _activeInBout = 0;
            _answeredInBout = 0;
            _answeredInRow = 0;
            Limit = 1;
        }

        PausedUntil = Max(PausedUntil, now + Max(pause, busyDelay * (1 << _doublings)));
    }

    private void Encourage(RequestTicket ticket, AttemptKind kind, TimeSpan now)
    {
        _answeredInBout++;
        _answeredInRow++;
        if (ticket.IsPrompt)
            _quota.Confirm(now);
        if (kind == AttemptKind.Success && _answeredInRow >= Limit && Limit < ceiling)
        {
            Limit = Math.Min(ceiling, Limit + Math.Max(1, Limit / 2));
            _answeredInRow = 0;
        }
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
