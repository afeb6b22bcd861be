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
    [Description("The digest that the signature covers, hexadecimal, by digestAlgorithm: of a PE its Authenticode digest, of a package the digest of the unsigned package.")]
    public required string ContentDigest { get; init; }

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
            Timestamp = file.Timestamp is null ? null : ManifestTimestamp.From(file.Timestamp),
        };
    }
}
