namespace CodeSign.Threading;

/// <summary>
/// Work on many things that blocks and is done within moments. The calling thread takes its part in it, and waits for the others:
/// <see cref="Parallel"/> takes longer to be loaded and compiled than such work to be done, and so does suspending all callers.
/// </summary>
internal static class SharedWork
{
    /// <summary>Does it. The first failure ends it, and is thrown when nothing runs any more.</summary>
    /// <param name="count">How many things there are.</param>
    /// <param name="threads">The most threads, the calling one among them.</param>
    /// <param name="work">Works on the one of this number.</param>
    /// <param name="cancellationToken">Ends the work before the next of them.</param>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public static void Run(int count, int threads, Action<int> work, CancellationToken cancellationToken)
    {
        var next = -1;
        var shares = new Task[Math.Clamp(count, 1, threads)];
        for (var share = 1; share < shares.Length; share++)
            shares[share] = Task.Run(WorkOnNext, CancellationToken.None);
        shares[0] = new Task(WorkOnNext, CancellationToken.None);
        shares[0].RunSynchronously(TaskScheduler.Default);
        Task.WhenAll(shares).GetAwaiter().GetResult();
        cancellationToken.ThrowIfCancellationRequested();

        void WorkOnNext()
        {
            try
            {
                while (!cancellationToken.IsCancellationRequested && Interlocked.Increment(ref next) is var number && number < count)
                    work(number);
            }
            catch
            {
                Volatile.Write(ref next, count);
                throw;
            }
        }
    }
}
