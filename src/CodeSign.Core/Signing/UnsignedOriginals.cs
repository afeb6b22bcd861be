namespace CodeSign.Signing;

/// <summary>
/// A folder that keeps the unsigned originals of files which were replaced by signed ones, each under the SHA-256 of the signed
/// file, so that every later signing starts from it.
/// </summary>
public sealed class UnsignedOriginals : IUnsignedOriginals
{
    private const string Extension = ".unsigned";
    private readonly string _folder;

    /// <summary>Uses a folder, which is made when the first original is kept.</summary>
    /// <param name="folder">Full path of the folder.</param>
    public UnsignedOriginals(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = folder;
    }

    /// <inheritdoc/>
    public string? Find(string signedSha256)
    {
        var path = PathOf(signedSha256);
        return File.Exists(path) ? path : null;
    }

    /// <summary>Keeps an unsigned file, with its last-write time.</summary>
    /// <param name="unsigned">Full path of the unsigned file.</param>
    /// <param name="signedSha256">SHA-256 of the signed file that was made from it, hexadecimal, lower case.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="Diagnostics.CodeSignException">The copy can't be written.</exception>
    public async Task KeepAsync(string unsigned, string signedSha256, CancellationToken cancellationToken)
    {
        if (Find(signedSha256) is not null)
            return;
        await AtomicFile.CopyAsync(unsigned, PathOf(signedSha256), cancellationToken);
        File.SetLastWriteTimeUtc(PathOf(signedSha256), File.GetLastWriteTimeUtc(unsigned));
    }

    /// <summary>Removes the originals of all but these signed files.</summary>
    /// <param name="signedSha256">SHA-256 of the signed files in use, hexadecimal, lower case.</param>
    public void RemoveAllBut(IReadOnlySet<string> signedSha256)
    {
        ArgumentNullException.ThrowIfNull(signedSha256);
        if (!Directory.Exists(_folder))
            return;
        foreach (var path in Directory.EnumerateFiles(_folder, $"*{Extension}"))
            if (!signedSha256.Contains(Path.GetFileNameWithoutExtension(path)))
                File.Delete(path);
    }

    private string PathOf(string signedSha256) => Path.Combine(_folder, signedSha256 + Extension);
}
