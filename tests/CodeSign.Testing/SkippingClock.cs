using System.Collections.Concurrent;

namespace CodeSign.Testing;

/// <summary>
/// A clock for tests of waiting: a timer of up to a given length ends at once, and the clock moves on by its length; a longer one
/// never ends. Between timers it runs with the system's clock.
/// </summary>
/// <param name="longestSkip">The length of the longest timer that is skipped.</param>
public sealed class SkippingClock(TimeSpan longestSkip) : TimeProvider
{
    private readonly TimeSpan _longestSkip = longestSkip;
    private long _skipped;

    /// <summary>The lengths of the timers that were skipped.</summary>
    public ConcurrentQueue<TimeSpan> Skipped { get; } = new();

    /// <summary>How far it is ahead of the system's clock.</summary>
    public TimeSpan Ahead => TimeSpan.FromTicks(Volatile.Read(ref _skipped));

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

    /// <inheritdoc/>
    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Ahead.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SkippingTimer(this, System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class SkippingTimer(SkippingClock clock, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime < TimeSpan.Zero || dueTime > clock._longestSkip)
                return true;
            Interlocked.Add(ref clock._skipped, dueTime.Ticks);
            clock.Skipped.Enqueue(dueTime);
            return inner.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
