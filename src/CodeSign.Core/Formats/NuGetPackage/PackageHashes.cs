using CodeSign.Cms;

namespace CodeSign.Formats.NuGetPackage;

/// <summary>
/// The two digests of a package that is being staged: that of the content, by the signature's algorithm, and SHA-256 of the file.
/// Where there is no signature to leave out and the algorithm is SHA-256, they are one.
/// </summary>
internal sealed class PackageHashes : IDisposable
{
    private readonly UnsignedPackage _package;
    private readonly HashSink _content;
    private readonly HashSink? _file;

    /// <summary>Starts the digests.</summary>
    /// <param name="package">What the content is.</param>
    /// <param name="length">The length of the file.</param>
    /// <param name="digest">The signature's algorithm.</param>
    public PackageHashes(UnsignedPackage package, long length, DigestAlgorithm digest)
    {
        _package = package;
        _content = new HashSink(digest, new FileRange(0, package.BodyEnd));
        var isWholeFile = package.BodyEnd + package.Central.Length + package.EndRecord.Length == length;
        if (!isWholeFile || digest != DigestAlgorithm.Sha256)
            _file = new HashSink(DigestAlgorithm.Sha256, new FileRange(0, length));
    }

    /// <summary>What the file has to be read into.</summary>
    public IReadOnlyList<IChunkSink> Sinks => _file is null ? [_content] : [_content, _file];

    /// <summary>Ends the digests, once the file has been read.</summary>
    public (byte[] Content, byte[] FileSha256) Finish()
    {
        _content.Append(_package.Central.Span);
        _content.Append(_package.EndRecord.Span);
        var content = _content.Finish();
        return (content, _file?.Finish() ?? content);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _content.Dispose();
        _file?.Dispose();
    }
}
