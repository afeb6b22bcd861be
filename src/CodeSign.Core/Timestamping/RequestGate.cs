namespace CodeSign.Timestamping;

/// <summary>
/// Paces the requests to one server: so many at once, the oldest search first, and not faster than an interval allows. The number
/// grows while the server answers everything. A server that refuses some (status 429) counts requests over time (RFC 6585, section 4):
/// it is left alone for the time that it names, and then gets them at the rate at which it has answered. From there the interval is halved
/// into between one that was too short and one that was long enough, until they lie close together; now and then a shorter one is tried.
/// </summary>
internal sealed class RequestGate
{
    private const int AnswersToTrust = 8;
    private const int AnswersToTryAgain = 64;
    private const double Close = 0.95;

    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource<int?>, long> _waiting = new();
    private readonly TimeSpan _leastInterval;
    private readonly TimeProvider _time;
    private DateTimeOffset _pausedUntil;
    private DateTimeOffset _nextStart;
    private TimeSpan _learntInterval;
    private TimeSpan _tooShort;
    private TimeSpan _longEnough;
    private bool _isRefused;
    private long? _firstStart;
    private bool _isTimed;
    private int _active;
    private int _answered;
    private int _answeredInRow;
    private int _ceiling;
    private int _era;

    /// <summary>Makes a gate.</summary>
    /// <param name="limit">How many requests pass at once to begin with.</param>
    /// <param name="ceiling">How many pass at once at most.</param>
    /// <param name="interval">The time between the starts of two requests, at least.</param>
    /// <param name="time">The clock for the interval.</param>
    public RequestGate(int limit, int ceiling, TimeSpan interval, TimeProvider time)
    {
        Limit = limit;
        _ceiling = ceiling;
        _leastInterval = interval;
        _time = time;
    }

    /// <summary>How many requests pass at once now.</summary>
    public int Limit { get; private set; }

    /// <summary>The time between the starts of two requests now.</summary>
    public TimeSpan Interval => _learntInterval > _leastInterval ? _learntInterval : _leastInterval;

    /// <summary>How long no request passes, from now; not positive where they do.</summary>
    public TimeSpan PauseLeft
    {
        get
        {
            lock (_lock)
                return _pausedUntil - _time.GetUtcNow();
        }
    }

    /// <summary>Waits for the turn. Whoever gets it says <see cref="Leave"/> afterwards, whatever happened.</summary>
    /// <param name="order">Of those that wait, the one with the smallest goes first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A ticket for <see cref="Leave"/>, or <see langword="null"/> where the server is to be left alone for now.</returns>
    public async ValueTask<int?> EnterAsync(long order, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var turn = new TaskCompletionSource<int?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_pausedUntil > _time.GetUtcNow())
                return null;
            _waiting.Enqueue(turn, order);
            Admit();
        }

        // Admit skips those that have given up.
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<int?>)state!).TrySetCanceled(token), turn);
        return await turn.Task;
    }

    /// <summary>Gives the place to the next one, and learns from how the server took the request.</summary>
    /// <param name="ticket">What <see cref="EnterAsync"/> gave.</param>
    /// <param name="result">What came of it; <see langword="null"/> where it was given up.</param>
    public void Leave(int ticket, AttemptResult? result)
    {
        lock (_lock)
        {
            _active--;
            if (result is { Kind: AttemptKind.Busy, RetryAfter: { } pause })
                Refuse(ticket, pause);
            else if (result is { WasAsked: true, Kind: not AttemptKind.Busy })
                Encourage(result.Kind);
            Admit();
        }
    }

    private void Admit()
    {
        while (_active < Limit && _waiting.Count > 0)
        {
            var now = _time.GetUtcNow();
            if (_nextStart > now)
            {
                if (!_isTimed)
                    _ = AdmitLaterAsync(_nextStart - now);
                return;
            }

            if (!_waiting.Dequeue().TrySetResult(_era))
                continue;
            _active++;
            _firstStart ??= _time.GetTimestamp();
            _nextStart = now + Interval;
        }
    }

    private async Task AdmitLaterAsync(TimeSpan wait)
    {
        _isTimed = true;
        await Task.Delay(wait, _time);
        lock (_lock)
        {
            _isTimed = false;
            Admit();
        }
    }

    private void Refuse(int ticket, TimeSpan pause)
    {
        var now = _time.GetUtcNow();
        _pausedUntil = now + pause;
        while (_waiting.TryDequeue(out var next, out _))
            next.TrySetResult(null);

        // Of many requests that are refused at once, all but the first tell nothing new.
        if (ticket != _era)
            return;
        _era++;
        _ceiling = Limit;
        _answeredInRow = 0;
        if (!_isRefused)
        {
            // The pause counts: what was answered was all for that time too.
            _isRefused = true;
            _longEnough = (_time.GetElapsedTime(_firstStart!.Value) + pause) / Math.Max(1, _answered);
            _learntInterval = _longEnough;
            return;
        }

        // Whoever says to come again after a pause takes at least one request in that time.
        _tooShort = _learntInterval;
        if (_tooShort >= Close * _longEnough)
            _longEnough = Min(_tooShort / Close / Close, pause);
        _learntInterval = (_tooShort + _longEnough) / 2;
    }

    private void Encourage(AttemptKind kind)
    {
        _answered++;
        _answeredInRow++;
        if (_isRefused)
            Hasten();
        else if (kind == AttemptKind.Success && _answeredInRow >= Limit && Limit < _ceiling)
        {
            Limit = Math.Min(_ceiling, Limit + Math.Max(1, Limit / 2));
            _answeredInRow = 0;
        }
    }

    private void Hasten()
    {
        if (_answeredInRow < AnswersToTrust)
            return;

        _longEnough = _learntInterval;
        var shorter = (_tooShort + _longEnough) / 2;
        if (shorter > Close * _longEnough)
        {
            if (_answeredInRow < AnswersToTryAgain)
                return;
            _tooShort *= Close * Close;
        }

        _learntInterval = shorter;
        _answeredInRow = 0;
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
