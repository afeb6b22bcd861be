using CodeSign.Keys;
using CodeSign.Timestamping;

namespace CodeSign.Signing;

/// <summary>
/// How one owner signs: whose key, whose clock, and what the signature says. Two files with the same content and equal profiles
/// get one signature.
/// </summary>
public sealed record SigningProfile : SigningTerms
{
    /// <summary>Who signs. Belongs to the caller, who keeps it open while the engine works.</summary>
    public required SigningIdentity Signer { get; init; }

    /// <summary>Who vouches for the time, or <see langword="null"/> where the user has switched timestamps off in so many words.</summary>
    public required ITimestampAuthority? Timestamps { get; init; }

    /// <summary>
    /// Whether <see cref="SignedFile.PackageContent"/> of packages is wanted: SHA-512, which most signatures don't need, takes longer
    /// than all the rest.
    /// </summary>
    public bool PackageContentHash { get; init; } = true;

    /// <inheritdoc/>
    public override string CertificateSha256 => CertificateName.Sha256(Signer.Certificate);

    /// <inheritdoc/>
    public override bool HasTimestamps => Timestamps is not null;
}
