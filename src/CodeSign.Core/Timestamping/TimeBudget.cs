namespace CodeSign.Timestamping;

/// <summary>
/// The time that one timestamp may take. It starts when the first request gets its turn: waiting behind others, because a server
/// is to be asked slowly, is no failure.
/// </summary>
internal sealed class TimeBudget : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly TimeSpan _length;
    private readonly TimeProvider _time;
    private ITimer? _timer;
    private long _start;

    public TimeBudget(TimeSpan length, TimeProvider time, CancellationToken cancellationToken)
    {
        _length = length;
        _time = time;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Ends with the budget, or with the caller's patience.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>How much time has been used.</summary>
    public TimeSpan Used => _timer is null ? TimeSpan.Zero : _time.GetElapsedTime(_start);

    /// <summary>How much time is left.</summary>
    public TimeSpan Left => _length - Used;

    /// <summary>Starts it, if it has not been.</summary>
    public void Start()
    {
        if (_timer is not null)
            return;

        _start = _time.GetTimestamp();
        _timer = _time.CreateTimer(static source => End((CancellationTokenSource)source!), _source, _length, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _source.Dispose();
    }

    private static void End(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ran out at the moment of dispose. Thrown on a timer's thread, this would end the whole build's process.
        }
    }
}
