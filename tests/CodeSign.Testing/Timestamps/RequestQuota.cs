namespace CodeSign.Testing;

/// <summary>Lets so many requests through within any second. Those that are refused don't count.</summary>
internal sealed class RequestQuota
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    private readonly Queue<DateTimeOffset> _taken = new();
    private readonly Lock _lock = new();

    /// <summary>Whether a request may be served now.</summary>
    internal bool Take(int perSecond, DateTimeOffset now)
    {
        lock (_lock)
        {
            while (_taken.TryPeek(out var oldest) && now - oldest >= Window)
                _taken.Dequeue();
            if (_taken.Count >= perSecond)
                return false;
            _taken.Enqueue(now);
            return true;
        }
    }
}
