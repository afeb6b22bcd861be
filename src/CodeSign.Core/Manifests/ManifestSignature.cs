using System.ComponentModel;
using CodeSign.Signing;

namespace CodeSign.Manifests;

/// <summary>A signature that was made.</summary>
public sealed record ManifestSignature
{
    /// <summary>SHA-256 of the signer's certificate, one of <see cref="SignatureManifest.Signers"/>.</summary>
    [Description("SHA-256 of the signer's certificate, hexadecimal: one of the signers of the manifest.")]
    public required string Signer { get; init; }

    /// <summary>The digest algorithm of content and signature.</summary>
    [Description("The digest algorithm of content and signature: SHA256, SHA384 or SHA512.")]
    public required string DigestAlgorithm { get; init; }

    /// <summary>The digest that the signature covers.</summary>
    [Description("The digest that the signature covers, hexadecimal, by digestAlgorithm: of a PE its Authenticode digest, of a package the digest of the unsigned package, of a detached signature the digest of the file.")]
    public required string ContentDigest { get; init; }

    /// <summary>Whether the signature comes from the cache; <see langword="null"/> where it was made for this package.</summary>
    [Description("True where an earlier build made the signature and it was taken from the signature cache. Otherwise absent.")]
    public bool? Cached { get; init; }

    /// <summary>When a cached signature was made, UTC.</summary>
    [Description("When a cached signature was made, UTC, by the clock of the machine that made it. Absent unless cached is true.")]
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>The timestamp, or <see langword="null"/> where timestamps are switched off.</summary>
    [Description("The timestamp over the signature. Absent where CodeSignTimestamp is false.")]
    public ManifestTimestamp? Timestamp { get; init; }

    /// <summary>The facts about a signed file.</summary>
    public static ManifestSignature From(SignedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new ManifestSignature
        {
            Signer = CertificateName.Sha256(file.Job.Profile.Signer.Certificate),
            DigestAlgorithm = file.Job.Profile.Digest.ToString(),
            ContentDigest = file.ContentDigest,
            Cached = file.CachedSince is null ? null : true,
            SignedAt = file.CachedSince?.ToUniversalTime(),
            Timestamp = file.Timestamp is null ? null : ManifestTimestamp.From(file.Timestamp),
        };
    }
}
