namespace CodeSign.Signing;

/// <summary>
/// Works on distinct contents, each as soon as those of its entries are done and there is room for it: nothing waits for what it does not
/// need. Archives that have become ready go first, since what they wait for lies staged.
/// </summary>
internal sealed class ContentScheduler
{
    private readonly Func<DistinctContent, CancellationToken, Task> _work;
    private readonly int _atOnce;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenSource _stop;
    private readonly Queue<DistinctContent> _ready = new();
    private readonly Stack<DistinctContent> _readyParents = new();
    private readonly Dictionary<DistinctContent, Countdown> _waiting = new(ReferenceEqualityComparer.Instance);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private Exception? _failure;
    private int _running;

    private ContentScheduler(Func<DistinctContent, CancellationToken, Task> work, int atOnce, CancellationToken cancellationToken)
    {
        _work = work;
        _atOnce = atOnce;
        _cancellationToken = cancellationToken;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Works on all of them. The first failure stops the rest, and is thrown when nothing runs any more.</summary>
    /// <param name="contents">The contents, with all that their entries get.</param>
    /// <param name="atOnce">How many are worked on at once, at most.</param>
    /// <param name="work">The work on one.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public static Task RunAsync(
        IReadOnlyList<DistinctContent> contents, int atOnce, Func<DistinctContent, CancellationToken, Task> work,
        CancellationToken cancellationToken)
    {
        var scheduler = new ContentScheduler(work, atOnce, cancellationToken);
        scheduler.Start(contents);
        return scheduler._ended.Task;
    }

    private void Start(IReadOnlyList<DistinctContent> contents)
    {
        lock (_lock)
        {
            foreach (var content in contents)
            {
                if (content.Entries.Count == 0)
                    _ready.Enqueue(content);
                else
                    _waiting.Add(content, new Countdown(content.Entries.Count));
            }

            StartReady();
        }
    }

    private void StartReady()
    {
        while (_running < _atOnce && !_stop.IsCancellationRequested
            && (_readyParents.TryPop(out var content) || _ready.TryDequeue(out content)))
        {
            _running++;
            _ = Task.Run(() => RunAsync(content));
        }

        if (_running == 0)
            End();
    }

    private void End()
    {
        _stop.Dispose();
        if (_cancellationToken.IsCancellationRequested)
            _ended.TrySetCanceled(_cancellationToken);
        else if (_failure is not null)
            _ended.TrySetException(_failure);
        else
            _ended.TrySetResult();
    }

    private async Task RunAsync(DistinctContent content)
    {
        Exception? failure = null;
        try
        {
            await _work(content, _stop.Token);
        }
        catch (Exception e)
        {
            failure = e;
        }

        if (failure is not null)
            await StopAsync(failure);
        lock (_lock)
        {
            _running--;
            if (failure is null)
                Release(content.Parents);
            StartReady();
        }
    }

    private async Task StopAsync(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, failure, null);
        await _stop.CancelAsync();
    }

    private void Release(IReadOnlyList<DistinctContent> parents)
    {
        foreach (var parent in parents)
            if (--_waiting[parent].Left == 0)
                _readyParents.Push(parent);
    }

    /// <summary>How many entries of an archive have not got their content yet.</summary>
    private sealed class Countdown(int left)
    {
        public int Left { get; set; } = left;
    }
}
