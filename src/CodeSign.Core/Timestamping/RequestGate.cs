namespace CodeSign.Timestamping;

/// <summary>Lets requests to one server through at its <see cref="RequestPace"/>, the oldest search first.</summary>
internal sealed class RequestGate
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource<RequestTicket?>, long> _waiting = new();
    private readonly RequestPace _pace;
    private readonly TimeProvider _time;
    private readonly long _origin;
    private TimeSpan? _wakeUp;

    /// <summary>Makes a gate.</summary>
    /// <param name="pace">When requests may start. It is the gate's own from now on.</param>
    /// <param name="time">The clock.</param>
    public RequestGate(RequestPace pace, TimeProvider time)
    {
        _pace = pace;
        _time = time;
        _origin = time.GetTimestamp();
    }

    /// <summary>How many requests pass at once now.</summary>
    public int Limit => _pace.Limit;

    /// <summary>The time between the starts of two requests now.</summary>
    public TimeSpan Interval
    {
        get
        {
            lock (_lock)
                return _pace.Interval;
        }
    }

    /// <summary>How long no request passes, from now; zero where they do.</summary>
    public TimeSpan PauseLeft
    {
        get
        {
            lock (_lock)
                return _pace.PausedUntil > Now ? _pace.PausedUntil - Now : TimeSpan.Zero;
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>Waits for the turn. Whoever gets it says <see cref="Leave"/> afterwards, whatever happened.</summary>
    /// <param name="order">Of those that wait, the one with the smallest goes first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A ticket for <see cref="Leave"/>, or <see langword="null"/> where the server is to be left alone for now.</returns>
    public async ValueTask<RequestTicket?> EnterAsync(long order, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var turn = new TaskCompletionSource<RequestTicket?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_pace.PausedUntil > Now)
                return null;
            _waiting.Enqueue(turn, order);
            Admit();
        }

        // Admit skips those that have given up.
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<RequestTicket?>)state!).TrySetCanceled(token), turn);
        return await turn.Task;
    }

    /// <summary>Gives the place to the next one, and learns from how the server took the request.</summary>
    /// <param name="ticket">What <see cref="EnterAsync"/> gave.</param>
    /// <param name="result">What came of it; <see langword="null"/> where it was given up.</param>
    public void Leave(RequestTicket ticket, AttemptResult? result)
    {
        lock (_lock)
        {
            _pace.End(ticket, result, Now);
            if (_pace.PausedUntil > Now)
                TurnAway();
            else
                Admit();
        }
    }

    // They may ask another server in the meantime.
    private void TurnAway()
    {
        while (_waiting.TryDequeue(out var next, out _))
            next.TrySetResult(null);
    }

    private void Admit()
    {
        while (!_pace.IsFull && _waiting.Count > 0)
        {
            var (now, start) = (Now, _pace.NextStart);
            if (start > now)
            {
                if (_wakeUp is null || _wakeUp > start)
                    _ = AdmitLaterAsync(start, start - now);
                return;
            }

            // It may give up at this very moment: then it has had its turn.
            var next = _waiting.Dequeue();
            if (next.Task.IsCompleted)
                continue;
            var ticket = _pace.Start(now);
            if (!next.TrySetResult(ticket))
                _pace.End(ticket, result: null, now);
        }
    }

    private async Task AdmitLaterAsync(TimeSpan start, TimeSpan wait)
    {
        _wakeUp = start;
        await Task.Delay(wait, _time);
        lock (_lock)
        {
            if (_wakeUp == start)
                _wakeUp = null;
            Admit();
        }
    }
}
