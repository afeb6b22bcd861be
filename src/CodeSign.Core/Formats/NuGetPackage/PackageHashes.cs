using CodeSign.Cms;

namespace CodeSign.Formats.NuGetPackage;

/// <summary>
/// The digests of a package that is being staged: that of the content, by the signature's algorithm; SHA-256 of the file; and the
/// content hash by which NuGet knows it. None is computed twice: without a signature to leave out, file and content are one.
/// </summary>
internal sealed class PackageHashes : IAsyncDisposable
{
    private readonly UnsignedPackage _package;
    private readonly Dictionary<DigestAlgorithm, HashSink> _content = [];
    private readonly HashSink? _file;
    private readonly TrailingHash? _sha512;
    private readonly bool _contentHashWanted;

    /// <summary>Starts the digests.</summary>
    /// <param name="package">What the content is.</param>
    /// <param name="length">The length of the file, bytes.</param>
    /// <param name="request">What is staged, where, and with which digest.</param>
    /// <param name="copy">Writes the body of the copy.</param>
    public PackageHashes(UnsignedPackage package, long length, StagingRequest request, FileSink copy)
    {
        _package = package;
        AddContent(request.Digest);
        AddContent(DigestAlgorithm.Sha256);
        _contentHashWanted = request.PackageContentHash;
        if (_contentHashWanted && length < ChunkedReader.LargeFile)
            AddContent(DigestAlgorithm.Sha512);
        if (_contentHashWanted && !_content.ContainsKey(DigestAlgorithm.Sha512))
            _sha512 = new TrailingHash(
                request.Destination, copy, package.BodyEnd, DigestAlgorithm.Sha512, package.Central, package.EndRecord);

        var isWholeFile = package.BodyEnd + package.Central.Length + package.EndRecord.Length == length;
        if (!isWholeFile)
            _file = new HashSink(DigestAlgorithm.Sha256, new FileRange(0, length));
        Sinks = [.. _content.Values, .. _file is null ? (HashSink[])[] : [_file], _sha512 is null ? copy : _sha512];
    }

    /// <summary>What the file has to be read into; one of them writes the copy.</summary>
    public IReadOnlyList<IChunkSink> Sinks { get; }

    /// <summary>Ends the digests, once the file has been read. The content hash, where it is wanted, may take longer.</summary>
    public (IReadOnlyDictionary<DigestAlgorithm, byte[]> Content, byte[] FileSha256, Task<PackageContentHash>? ContentHash) Finish()
    {
        var content = new Dictionary<DigestAlgorithm, byte[]>(_content.Count);
        foreach (var (algorithm, sink) in _content)
            content.Add(algorithm, Finish(sink));
        var sha256 = content[DigestAlgorithm.Sha256];
        var contentHash = _contentHashWanted ? ContentHashAsync(sha256, content.GetValueOrDefault(DigestAlgorithm.Sha512)) : null;
        return (content, _file?.Finish() ?? sha256, contentHash);
    }

    /// <summary>Ends what still goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_sha512 is not null)
            await _sha512.DisposeAsync();
        _file?.Dispose();
        foreach (var sink in _content.Values)
            sink.Dispose();
    }

    private void AddContent(DigestAlgorithm algorithm)
    {
        if (!_content.ContainsKey(algorithm))
            _content.Add(algorithm, new HashSink(algorithm, new FileRange(0, _package.BodyEnd)));
    }

    private byte[] Finish(HashSink content)
    {
        content.Append(_package.Central.Span);
        content.Append(_package.EndRecord.Span);
        return content.Finish();
    }

    private async Task<PackageContentHash> ContentHashAsync(byte[] sha256, byte[]? sha512) =>
        PackageContentHash.From(sha256, sha512 ?? await _sha512!.Digest);
}
