namespace CodeSign.Signing.Cache;

/// <summary>
/// The turn to sign one content, among all processes that use the cache: whoever comes second waits, and finds the first one's
/// signature. Where a file system has no locks, or the first one takes too long, both sign, and no harm is done.
/// </summary>
internal sealed class CacheTurn : IDisposable
{
    /// <summary>How often the lock may be gone when one looks why it could not be had: then something else is wrong.</summary>
    private const int MostReleased = 8;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(5);

    /// <summary>The turn where there is no cache.</summary>
    public static readonly CacheTurn None = new(null);

    private readonly FileStream? _lock;

    private CacheTurn(FileStream? @lock) => _lock = @lock;

    /// <summary>Waits for the turn.</summary>
    /// <param name="path">Full path of the file to lock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async ValueTask<CacheTurn> TakeAsync(string path, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var released = 0; ;)
        {
            try
            {
                return new CacheTurn(Lock(path));
            }
            catch (IOException) when (
                (File.Exists(path) || released++ < MostReleased) && TimeProvider.System.GetElapsedTime(start) < MaxWait)
            {
                // Held by another process; or it was a moment ago, and the file is gone.
                await Task.Delay(Poll, cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return None;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();

    private static FileStream Lock(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
}
