using CodeSign.Cms;
using CodeSign.Formats.NuGetPackage;

namespace CodeSign.Formats;

/// <summary>
/// A staged copy that waits for its signature. Disposing it before <see cref="EmbedAsync"/> has ended leaves the copy
/// incomplete, and it is the caller's to delete.
/// </summary>
public interface ISignable : IAsyncDisposable
{
    /// <summary>What is to be signed.</summary>
    SignedContent Content { get; }

    /// <summary>SHA-256 of the whole source file, as it was read.</summary>
    ReadOnlyMemory<byte> SourceSha256 { get; }

    /// <summary>
    /// The digest that the signature covers, by <see cref="StagingRequest.Digest"/>: for a PE its Authenticode digest, for a
    /// package the digest of the unsigned package, for a detached signature the digest of the file.
    /// </summary>
    ReadOnlyMemory<byte> ContentDigest { get; }

    /// <summary>
    /// Of a detached signature, the full path of the file that it is about: the staged copy is the signature alone.
    /// <see langword="null"/> where the copy is the signed file.
    /// </summary>
    string? DetachedFrom => null;

    /// <summary>
    /// Of a package, the digests of its content, which may take longer than signing it: await them before disposing.
    /// <see langword="null"/> of other files, and where not wanted.
    /// </summary>
    Task<PackageContentHash>? PackageContent => null;

    /// <summary>Writes the signature into the copy and closes it. Writing it through to the disk is left to whoever moves it into place.</summary>
    /// <param name="signature">The complete SignedData, a DER ContentInfo.</param>
    /// <param name="cancellationToken">Ends the work; the copy is then incomplete.</param>
    Task EmbedAsync(ReadOnlyMemory<byte> signature, CancellationToken cancellationToken);
}
