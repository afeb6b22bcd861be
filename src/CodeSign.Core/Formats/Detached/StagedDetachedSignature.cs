using CodeSign.Cms;

namespace CodeSign.Formats.Detached;

/// <summary>A file that was hashed, waiting for the signature that goes beside it.</summary>
internal sealed class StagedDetachedSignature(StagingRequest request) : ISignable
{
    /// <inheritdoc/>
    public required SignedContent Content { get; init; }

    /// <inheritdoc/>
    public required ReadOnlyMemory<byte> SourceSha256 { get; init; }

    /// <inheritdoc/>
    public required ReadOnlyMemory<byte> ContentDigest { get; init; }

    /// <inheritdoc/>
    public string DetachedFrom => request.Source;

    /// <inheritdoc/>
    public async Task EmbedAsync(ReadOnlyMemory<byte> signature, CancellationToken cancellationToken)
    {
        var file = new FileStream(request.Destination, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        await using (file.ConfigureAwait(false))
            await file.WriteAsync(signature, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
