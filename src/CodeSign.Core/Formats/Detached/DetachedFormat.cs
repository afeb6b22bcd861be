using CodeSign.Cms;

namespace CodeSign.Formats.Detached;

/// <summary>
/// Files of any kind, whose signature stands in a file of its own: a CMS SignedData without the content (RFC 5652, section 5.2), DER,
/// as <c>openssl cms -verify -binary -content FILE</c> reads it. The file itself is only read.
/// </summary>
public sealed class DetachedFormat : ISignatureFormat
{
    /// <summary>What the name of a signature file adds to that of the file that it is about.</summary>
    public const string Extension = ".p7s";

    /// <inheritdoc/>
    public string Name => "detached";

    /// <inheritdoc/>
    /// <remarks>Every file is: the format is used only where it was asked for.</remarks>
    public bool Recognises(Stream file) => true;

    /// <inheritdoc/>
    /// <remarks>The destination is the signature's file; nothing is copied.</remarks>
    /// <exception cref="IOException">The source can't be read, or the destination can't be written.</exception>
    public async Task<ISignable> StageAsync(StagingRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var source = StagingFile.OpenSource(request);
        var whole = new FileRange(0, source.Length);
        using var sha256 = new HashSink(DigestAlgorithm.Sha256, whole);
        using var other = request.Digest == DigestAlgorithm.Sha256 ? null : new HashSink(request.Digest, whole);
        await StagingFile.ReadAsync(request, source, other is null ? [sha256] : [sha256, other], cancellationToken).ConfigureAwait(false);

        var fileSha256 = sha256.Finish();
        var digest = other?.Finish() ?? fileSha256;
        return new StagedDetachedSignature(request)
        {
            Content = DetachedContent.Create(digest, request.Digest, request.Signer.Certificate),
            ContentDigest = digest,
            SourceSha256 = fileSha256,
        };
    }
}
