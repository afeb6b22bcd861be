namespace CodeSign.Signing;

/// <summary>
/// Lets so many do something at once; of those who wait, the last to come is the first to go on. So a file that is begun is ended before
/// others are begun, and what is known of it need not be kept while they are worked on.
/// </summary>
internal sealed class ConcurrencyLimit(int most)
{
    private readonly Stack<TaskCompletionSource> _waiting = new();
    private readonly Lock _lock = new();
    private int _free = most;

    /// <summary>
    /// Does something when there is a place for it. Whoever waits for a place is not told of a cancellation before there is one: those who
    /// have the places are told, and leave them.
    /// </summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await EnterAsync();
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await work(cancellationToken);
        }
        finally
        {
            Leave();
        }
    }

    private Task EnterAsync()
    {
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Push(turn);
            return turn.Task;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (_waiting.TryPop(out var next))
                next.SetResult();
            else
                _free++;
        }
    }
}
