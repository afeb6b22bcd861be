using CodeSign.Cms;
using CodeSign.Keys;

namespace CodeSign.Formats;

/// <summary>What a format needs to know to stage one file.</summary>
public sealed record StagingRequest
{
    /// <summary>Full path of the file to sign. It is only read.</summary>
    public required string Source { get; init; }

    /// <summary>Full path of the copy to make, in an existing folder; a file there is overwritten.</summary>
    public required string Destination { get; init; }

    /// <summary>The digest for file and signer.</summary>
    public DigestAlgorithm Digest { get; init; } = DigestAlgorithm.Sha256;

    /// <summary>Who signs: signed attributes may name the certificate.</summary>
    public required SigningIdentity Signer { get; init; }

    /// <summary>What the file is called in the signature, shown by Windows; Authenticode only.</summary>
    public string? Description { get; init; }

    /// <summary>Where a person can read about the file; Authenticode only.</summary>
    public Uri? DescriptionUrl { get; init; }

    /// <summary>What to do when the file is signed already.</summary>
    public ExistingSignature Existing { get; init; }

    /// <summary>
    /// Begins to write through to the disk what is in the copy, and does not wait: called again and again while a large copy grows, so
    /// that the disk works meanwhile. <see langword="null"/> where the copy need not survive a power cut.
    /// </summary>
    public Action? WriteThrough { get; init; }

    /// <summary>Whether <see cref="ISignable.PackageContent"/> of a package is wanted.</summary>
    public bool PackageContentHash { get; init; } = true;
}
