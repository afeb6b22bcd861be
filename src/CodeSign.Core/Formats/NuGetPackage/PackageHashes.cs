using CodeSign.Cms;

namespace CodeSign.Formats.NuGetPackage;

/// <summary>
/// The digests of a package that is being staged, each made once: those of the content (by the signature's algorithm, SHA-256 and
/// SHA-512), and SHA-256 of the file, which is the same as the content's where there is no signature to leave out.
/// </summary>
internal sealed class PackageHashes : IDisposable
{
    private readonly UnsignedPackage _package;
    private readonly Dictionary<DigestAlgorithm, HashSink> _content = [];
    private readonly Dictionary<DigestAlgorithm, byte[]> _digests = [];
    private readonly HashSink? _file;

    /// <summary>Starts the digests.</summary>
    /// <param name="package">What the content is.</param>
    /// <param name="length">The length of the file.</param>
    /// <param name="digest">The signature's algorithm.</param>
    public PackageHashes(UnsignedPackage package, long length, DigestAlgorithm digest)
    {
        _package = package;
        foreach (var algorithm in (DigestAlgorithm[])[digest, DigestAlgorithm.Sha256, DigestAlgorithm.Sha512])
        {
            if (!_content.ContainsKey(algorithm))
                _content.Add(algorithm, new HashSink(algorithm, new FileRange(0, package.BodyEnd)));
        }

        if (package.BodyEnd + package.Central.Length + package.EndRecord.Length != length)
            _file = new HashSink(DigestAlgorithm.Sha256, new FileRange(0, length));
    }

    /// <summary>What the file has to be read into.</summary>
    public IEnumerable<IChunkSink> Sinks => _file is null ? _content.Values : [.. _content.Values, _file];

    /// <summary>SHA-256 of the file.</summary>
    public ReadOnlyMemory<byte> Source { get; private set; }

    /// <summary>A digest of the content.</summary>
    public byte[] Content(DigestAlgorithm algorithm) => _digests[algorithm];

    /// <summary>Ends the digests, once the file has been read.</summary>
    public void Finish()
    {
        foreach (var (algorithm, sink) in _content)
        {
            sink.Append(_package.Central.Span);
            sink.Append(_package.EndRecord.Span);
            _digests.Add(algorithm, sink.Finish());
        }

        Source = _file?.Finish() ?? Content(DigestAlgorithm.Sha256);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var sink in _content.Values)
            sink.Dispose();
        _file?.Dispose();
    }
}
