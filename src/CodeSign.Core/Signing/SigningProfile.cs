using CodeSign.Cms;
using CodeSign.Formats;
using CodeSign.Keys;
using CodeSign.Timestamping;

namespace CodeSign.Signing;

/// <summary>
/// How one owner signs: whose key, whose clock, and what the signature says. Two files with the same content and equal profiles
/// get one signature.
/// </summary>
public sealed record SigningProfile
{
    /// <summary>Who signs. Belongs to the caller, who keeps it open while the engine works.</summary>
    public required SigningIdentity Signer { get; init; }

    /// <summary>Who vouches for the time, or <see langword="null"/> where the user has switched timestamps off in so many words.</summary>
    public required ITimestampAuthority? Timestamps { get; init; }

    /// <summary>The digest of file, signature and timestamp imprint.</summary>
    public DigestAlgorithm Digest { get; init; } = DigestAlgorithm.Sha256;

    /// <summary>What the file is called in the signature, shown by Windows; Authenticode only.</summary>
    public string? Description { get; init; }

    /// <summary>Where a person can read about the file; Authenticode only.</summary>
    public Uri? DescriptionUrl { get; init; }

    /// <summary>What to do with our own files that arrive signed by someone else.</summary>
    public ExistingSignature Existing { get; init; }

    /// <summary>
    /// Whether <see cref="SignedFile.PackageContent"/> of packages is wanted: SHA-512, which most signatures don't need, takes longer
    /// than all the rest.
    /// </summary>
    public bool PackageContentHash { get; init; } = true;
}
