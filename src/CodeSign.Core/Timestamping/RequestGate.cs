namespace CodeSign.Timestamping;

/// <summary>
/// Paces the requests to one server: so many at once, first come first served, and not faster than an interval allows. The number
/// grows while the server answers everything, up to a ceiling; when the server refuses some, it is halved, and the ceiling is set
/// below the number that was too much (additive increase, multiplicative decrease).
/// </summary>
internal sealed class RequestGate
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private DateTimeOffset _nextStart;
    private int _active;
    private int _answered;
    private int _ceiling;
    private int _era;
    private bool _refused;

    /// <summary>Makes a gate.</summary>
    /// <param name="limit">How many requests pass at once to begin with.</param>
    /// <param name="ceiling">How many pass at once at most.</param>
    /// <param name="interval">The time between the starts of two requests.</param>
    /// <param name="time">The clock for the interval.</param>
    public RequestGate(int limit, int ceiling, TimeSpan interval, TimeProvider time)
    {
        Limit = limit;
        _ceiling = ceiling;
        _interval = interval;
        _time = time;
    }

    /// <summary>How many requests pass at once now.</summary>
    public int Limit { get; private set; }

    /// <summary>Waits for the turn. Whoever has passed says <see cref="Leave"/> afterwards, whatever happened.</summary>
    /// <returns>A ticket for <see cref="Leave"/>.</returns>
    public async ValueTask<int> EnterAsync(CancellationToken cancellationToken)
    {
        await WaitForPlaceAsync(cancellationToken);
        try
        {
            if (_interval > TimeSpan.Zero)
                await WaitForSlotAsync(cancellationToken);
        }
        catch
        {
            Release();
            throw;
        }

        return Volatile.Read(ref _era);
    }

    /// <summary>Gives the place to the next one, and learns from how the server took the request.</summary>
    /// <param name="ticket">What <see cref="EnterAsync"/> gave.</param>
    /// <param name="kind">What came of it; <see langword="null"/> where it was given up.</param>
    public void Leave(int ticket, AttemptKind? kind)
    {
        lock (_lock)
        {
            // Of many requests that are refused at once, all but the first tell nothing new.
            if (kind == AttemptKind.Busy && ticket == _era)
                Shrink();
            else if (kind == AttemptKind.Success && ++_answered >= Limit && Limit < _ceiling)
                Grow();
        }

        Release();
    }

    private Task WaitForPlaceAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_active < Limit)
            {
                _active++;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
            return WaitAsync(turn, cancellationToken);
        }
    }

    private static async Task WaitAsync(TaskCompletionSource turn, CancellationToken cancellationToken)
    {
        // Release skips those that have given up.
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), turn);
        await turn.Task;
    }

    private async Task WaitForSlotAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            wait = _nextStart - now;
            _nextStart = (wait > TimeSpan.Zero ? _nextStart : now) + _interval;
        }

        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, _time, cancellationToken);
    }

    private void Release()
    {
        lock (_lock)
        {
            _active--;
            while (_active < Limit && _waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                    _active++;
            }
        }
    }

    private void Shrink()
    {
        _ceiling = Math.Max(1, Limit - 1);
        Limit = Math.Max(1, Limit / 2);
        _answered = 0;
        _refused = true;
        _era++;
    }

    private void Grow()
    {
        Limit = Math.Min(_ceiling, Limit + (_refused ? 1 : Math.Max(1, Limit / 2)));
        _answered = 0;
    }
}
