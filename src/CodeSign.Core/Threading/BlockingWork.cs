namespace CodeSign.Threading;

/// <summary>
/// Work beside the main work that blocks, or waits for what another thread has begun, as loading a platform's library does. It gets a
/// thread of its own: the thread pool begins with one for each core, and what they wait for would hold up all that is queued behind.
/// </summary>
internal static class BlockingWork
{
    /// <summary>Starts it.</summary>
    public static Task Run(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
