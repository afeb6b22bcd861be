namespace CodeSign.Signing;

/// <summary>Lets so many do something at once; the others wait in order.</summary>
internal sealed class ConcurrencyLimit(int most) : IDisposable
{
    private readonly SemaphoreSlim _places = new(most);

    /// <summary>Does something when there is a place for it.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await work(cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}
