namespace CodeSign.Timestamping;

/// <summary>
/// How many requests a server takes within any window of time, learnt from its refusals. Servers count in fixed or in sliding windows, or
/// fill a bucket: requests that are evenly spread over a sliding window of the right count and length suit them all. After a pause, in
/// which the server's count has run down, one window's requests may follow each other as they come.
/// </summary>
/// <remarks>All times are on the clock of the <see cref="RequestPace"/>.</remarks>
internal sealed class LearntQuota
{
    // Requests come a little earlier or later than they were sent.
    private const double Margin = 1.02;
    private const double Longer = 1.05;
    private const double MostSlowdown = 2;
    private const double FirstStep = 0.05;
    private const double LargestStep = 0.5;
    private const double Promptly = 0.1;
    private const int AnswersToTrust = 8;
    private const int PausesToTrial = 4;
    private const int PausesAfterTrial = 64;

    private readonly List<TimeSpan> _starts = [];
    private int? _count;
    private TimeSpan _window;
    private TimeSpan _longEnough;
    private double _step;
    private int _promptAnswers;
    private int _caughtUp;
    private TimeSpan _lastRefused;
    private TimeSpan _learnt;
    private TimeSpan _nextTrial;

    /// <summary>The time between two requests, evenly spread; zero while the server has refused none.</summary>
    public TimeSpan Interval => _count is { } count ? _window / count : TimeSpan.Zero;

    /// <summary>When the next request may start; zero: at any time.</summary>
    public TimeSpan NextStart
    {
        get
        {
            if (_count is not { } count || _starts.Count < count)
                return TimeSpan.Zero;
            var inWindow = _starts[^count] + _window;
            var spread = _starts.Count > _caughtUp ? _starts[^1] + Interval : TimeSpan.Zero;
            return inWindow > spread ? inWindow : spread;
        }
    }

    /// <summary>Takes note of a request.</summary>
    /// <returns>Whether it started as soon as it might, or little later.</returns>
    public bool Start(TimeSpan now)
    {
        var next = NextStart;
        _starts.Add(now);
        return next > TimeSpan.Zero && now <= next + (Promptly * _window);
    }

    /// <summary>Takes back a request that was refused, or not sent.</summary>
    public void Forget(TimeSpan start)
    {
        var index = _starts.LastIndexOf(start);
        if (index >= 0)
            _starts.RemoveAt(index);
    }

    /// <summary>Learns from a refusal, when the pause is over and every request that was refused with it has been taken back.</summary>
    /// <param name="refused">When the request started that was refused first.</param>
    /// <param name="pause">The time for which the server wanted to be left alone.</param>
    /// <param name="now">The time now.</param>
    public void Learn(TimeSpan refused, TimeSpan pause, TimeSpan now)
    {
        var (count, window, pausesToTrial) = Correct(refused, pause);
        // Whoever says to come again after a pause takes at least one request in that time.
        (_count, _window) = (count, Min(window, count * Margin * pause));
        _longEnough = _window;
        _step = FirstStep;
        _promptAnswers = 0;
        _caughtUp = _starts.Count + count;
        _lastRefused = refused;
        _learnt = now;
        _nextTrial = refused + (pausesToTrial * pause);
    }

    /// <summary>
    /// Learns from an answer to a request that started as soon as it might: after some of them, a shorter window may do too. Where one did,
    /// the next is shorter by twice as much.
    /// </summary>
    public void Confirm(TimeSpan now)
    {
        _promptAnswers++;
        if (_promptAnswers < Math.Min(AnswersToTrust, _count!.Value) || now < _nextTrial)
            return;

        _longEnough = _window;
        _window *= 1 - _step;
        _step = Math.Min(LargestStep, 2 * _step);
        _promptAnswers = 0;
    }

    private (int Count, TimeSpan Window, int PausesToTrial) Correct(TimeSpan refused, TimeSpan pause)
    {
        // What it had taken within that time was all for that time.
        if (_count is not { } count)
            return (Math.Max(1, CountFrom(refused - pause)), Margin * pause, PausesToTrial);

        // It had named too short a time.
        var since = refused - _lastRefused;
        var answered = CountFrom(_learnt);
        if (answered == 0)
            return (count, _window + since, PausesAfterTrial);

        // It takes fewer: between two refusals what it takes in that time, unless it refuses at random.
        if (answered < count)
            return (answered, Min(since, MostSlowdown * answered * Interval), PausesToTrial);

        return _window < _longEnough
            ? (count, _longEnough, PausesAfterTrial)
            : (count, Longer * _window, PausesToTrial);
    }

    private int CountFrom(TimeSpan time) => _starts.Count - 1 - _starts.FindLastIndex(start => start < time);

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
