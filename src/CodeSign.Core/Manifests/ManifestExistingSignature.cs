using System.ComponentModel;
using CodeSign.Signing;

namespace CodeSign.Manifests;

/// <summary>A signature that a file arrived with.</summary>
public sealed record ManifestExistingSignature
{
    /// <summary>What the independent reader thought of it.</summary>
    [Description("What an independent reader thought of it: trusted, untrusted (intact, but under a root that is not trusted there), or broken.")]
    public required ManifestExistingSignatureState State { get; init; }

    /// <summary>The signer's subject, where it could be read.</summary>
    [Description("The signer: the subject of its certificate, where it could be read.")]
    public string? Subject { get; init; }

    /// <summary>SHA-256 of the signer's certificate, where it could be read.</summary>
    [Description("SHA-256 of the signer's certificate, hexadecimal, where it could be read.")]
    public string? Signer { get; init; }

    /// <summary>The facts about an existing signature, or <see langword="null"/> where there is none.</summary>
    public static ManifestExistingSignature? From(ExistingSignatureFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.State == ExistingSignatureState.None)
            return null;
        return new ManifestExistingSignature
        {
            State = facts.State switch
            {
                ExistingSignatureState.Trusted => ManifestExistingSignatureState.Trusted,
                ExistingSignatureState.Untrusted => ManifestExistingSignatureState.Untrusted,
                _ => ManifestExistingSignatureState.Broken,
            },
            Subject = facts.Subject,
            Signer = facts.CertificateSha256,
        };
    }
}
