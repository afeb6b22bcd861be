using System.Collections.Concurrent;
using CodeSign.Diagnostics;

namespace CodeSign.Signing.Cache;

/// <summary>
/// Signatures that were made earlier, in a folder that projects, parallel processes and later builds share. It saves key operations
/// and timestamps and is trusted in nothing: an entry is put into the file anew, and the file verified like one that was just signed.
/// What goes wrong with the cache never keeps a file from being signed. Safe for use by several threads and processes at once.
/// </summary>
public sealed class SignatureCache
{
    private readonly SignatureCacheOptions _options;
    private readonly IEngineLog _log;
    private readonly Lazy<CacheFiles?> _files;
    private readonly ConcurrentDictionary<string, bool> _refused = new(StringComparer.Ordinal);
    private int _isWarnedOfStoring;
    private int _stored;

    /// <summary>Uses a folder, which is looked at, and made where it does not exist, when the first signature is asked for.</summary>
    /// <param name="options">Where the cache is.</param>
    /// <param name="log">Takes what is to be said about it.</param>
    public SignatureCache(SignatureCacheOptions options, IEngineLog log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(log);
        if (!Path.IsPathFullyQualified(options.Directory))
            throw new ArgumentException($"'{options.Directory}' is not a full path.", nameof(options));
        _options = options;
        _log = log;
        _files = new Lazy<CacheFiles?>(Open);
    }

    /// <summary>Removes what no build has used for long, and, from the least recently used on, what is too much.</summary>
    public void Trim()
    {
        if (Volatile.Read(ref _stored) > 0)
            _files.Value?.Trim(_options);
    }

    /// <summary>Removes all entries.</summary>
    public void Clear() => _files.Value?.Trim(_options with { MaxEntries = 0 });

    /// <summary>Finds a signature; <see langword="null"/> where there is none that could be used.</summary>
    internal CachedSignature? Find(CacheKey key)
    {
        if (_files.Value is not { } files || _refused.ContainsKey(key.Name))
            return null;
        try
        {
            return files.Read(key.Name) is { } entry ? CacheEntryFormat.Read(key.Digest, entry) : null;
        }
        catch (InvalidDataException e)
        {
            Refuse(key, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Refuse(key, $"It can't be read: {e.Message}");
        }

        return null;
    }

    /// <summary>Keeps a signature in the place of what was there.</summary>
    internal void Store(CacheKey key, CachedSignature signature)
    {
        if (_files.Value is not { } files || CacheEntryFormat.Write(key.Digest, signature) is not { } entry)
            return;
        try
        {
            files.Write(key.Name, entry);
            Interlocked.Increment(ref _stored);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WarnOfStoring(e);
        }
    }

    /// <summary>Removes an entry that is not what it should be, and uses it no more even where it can't be removed.</summary>
    internal void Refuse(CacheKey key, string why)
    {
        var isFirst = _refused.IsEmpty;
        if (!_refused.TryAdd(key.Name, true))
            return;
        var path = _files.Value!.PathOf(key.Name);
        _files.Value.Remove(key.Name);
        if (isFirst)
            _log.Report(CacheDiagnostics.EntryRefused.Create(
                $"An entry of the signature cache is not what was put there: {why.TrimEnd('.')}. "
                + "It is removed, and the file is signed anew.",
                "Find out who writes to that folder; set CodeSignCacheDirectory to one that only trusted builds use.", path));
        else
            _log.Detail($"{path} is refused: {why}");
    }

    /// <summary>Waits until no other process makes this signature.</summary>
    internal ValueTask<CacheTurn> TakeTurnAsync(CacheKey key, CancellationToken cancellationToken) =>
        _files.Value is { } files ? CacheTurn.TakeAsync(files.LockOf(key.Name), cancellationToken) : ValueTask.FromResult(CacheTurn.None);

    private CacheFiles? Open()
    {
        try
        {
            CacheFolder.Prepare(_options.Directory);
            return new CacheFiles(_options.Directory);
        }
        catch (CodeSignException e)
        {
            _log.Report(e.Diagnostic);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WarnOfStoring(e);
        }

        return null;
    }

    private void WarnOfStoring(Exception e)
    {
        if (Interlocked.Exchange(ref _isWarnedOfStoring, 1) == 0)
            _log.Report(CacheDiagnostics.CannotStore.Create(
                $"Signatures can't be kept in {_options.Directory}: {e.Message} The next build makes them again.",
                "Make the folder writable for this user, or set CodeSignCacheDirectory to another one; "
                + "CodeSignCache=false does without a cache.",
                _options.Directory));
    }
}
