using System.ComponentModel;
using CodeSign.Signing;

namespace CodeSign.Plans;

/// <summary>A signature that would be made.</summary>
public sealed record PlanSignature
{
    /// <summary>The key, or <see langword="null"/> where none is set.</summary>
    [Description("The key that would sign: the name of its file, or its URI without the query. Absent where none is set.")]
    public string? Key { get; init; }

    /// <summary>SHA-256 of the signer's certificate, where it is known without the key.</summary>
    [Description("SHA-256 of the signer's certificate, hexadecimal. Absent where it is not known without the key.")]
    public string? Certificate { get; init; }

    /// <summary>The digest algorithm of content and signature.</summary>
    [Description("The digest algorithm of content and signature: SHA256, SHA384 or SHA512.")]
    public required string DigestAlgorithm { get; init; }

    /// <summary>Whether it would get a timestamp.</summary>
    [Description("Whether the signature would get a timestamp.")]
    public required bool Timestamp { get; init; }

    /// <summary>The signature that an owner's terms ask for.</summary>
    public static PlanSignature From(SigningTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return new PlanSignature
        {
            Key = (terms as KeylessTerms)?.Key,
            Certificate = terms.CertificateSha256,
            DigestAlgorithm = terms.Digest.ToString(),
            Timestamp = terms.HasTimestamps,
        };
    }
}
