namespace CodeSign.Signing.Cache;

/// <summary>
/// The turn to sign one content, among all processes that use the cache: whoever comes second waits, and finds the first one's
/// signature. Where a file system has no locks, or the first one takes too long, both sign, and no harm is done.
/// </summary>
internal sealed class CacheTurn : IDisposable
{
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
        while (true)
        {
            try
            {
                return new CacheTurn(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.DeleteOnClose));
            }
            catch (IOException) when (File.Exists(path) && TimeProvider.System.GetElapsedTime(start) < MaxWait)
            {
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
}
