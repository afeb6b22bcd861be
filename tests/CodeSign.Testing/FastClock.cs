namespace CodeSign.Testing;

/// <summary>
/// A clock that runs so many times as fast as the system's: waits of minutes pass in seconds, and keep their order and their proportions.
/// It begins at the system's time.
/// </summary>
/// <param name="factor">How many times as fast.</param>
public sealed class FastClock(int factor) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _begin = System.GetTimestamp();

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => (System.GetElapsedTime(_begin) * factor).Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + TimeSpan.FromTicks(GetTimestamp());

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new FastTimer(System.CreateTimer(callback, state, Shorten(dueTime, factor), Shorten(period, factor)), factor);

    private static TimeSpan Shorten(TimeSpan time, int factor) => time > TimeSpan.Zero ? time / factor : time;

    private sealed class FastTimer(ITimer inner, int factor) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(Shorten(dueTime, factor), Shorten(period, factor));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
