using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Testing;

/// <summary>How a test certificate is to look. What is not set is as a public authority would make it, and backdated.</summary>
public sealed record CertificateOptions
{
    /// <summary>EKU id-kp-codeSigning (RFC 5280, section 4.2.1.12).</summary>
    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    /// <summary>EKU id-kp-timeStamping.</summary>
    public const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>Microsoft's lifetime signing EKU: the signature ends with the certificate in spite of a timestamp.</summary>
    public const string LifetimeSigning = "1.3.6.1.4.1.311.10.3.13";

    /// <summary>The subject's distinguished name.</summary>
    public string Subject { get; init; } = "CN=CodeSign Test, O=CodeSign Tests, C=CH";

    /// <summary>The kind of key to make, where <see cref="Key"/> gives none.</summary>
    public TestKeyKind KeyKind { get; init; }

    /// <summary>An existing RSA or ECDsa key to use. The certificate doesn't dispose it.</summary>
    public AsymmetricAlgorithm? Key { get; init; }

    /// <summary>Start of validity; default 30 days ago.</summary>
    public DateTimeOffset NotBefore { get; init; } = DateTimeOffset.UtcNow.AddDays(-30);

    /// <summary>End of validity; default a year from now.</summary>
    public DateTimeOffset NotAfter { get; init; } = DateTimeOffset.UtcNow.AddDays(365);

    /// <summary>The extended key usages; empty: no such extension.</summary>
    public IReadOnlyList<string> ExtendedKeyUsages { get; init; } = [CodeSigning];

    /// <summary>Whether the extended key usage extension is critical.</summary>
    public bool ExtendedKeyUsageCritical { get; init; }

    /// <summary>The key usage; <see langword="null"/>: no such extension.</summary>
    public X509KeyUsageFlags? KeyUsage { get; init; } = X509KeyUsageFlags.DigitalSignature;

    /// <summary>The digest of the issuer's signature: SHA-1 to show that it is refused.</summary>
    public HashAlgorithmName SignatureDigest { get; init; } = HashAlgorithmName.SHA256;

    /// <summary>
    /// Whether the root issues it, where the authority has an intermediate too: <c>dotnet nuget sign</c> takes no other from a file.
    /// </summary>
    public bool ByRoot { get; init; }

    /// <summary>Whether the certificate signs itself.</summary>
    public bool SelfSigned { get; init; }

    /// <summary>Whether it is a certificate authority.</summary>
    public bool IsAuthority { get; init; }

    /// <summary>Whether it has a SubjectKeyIdentifier.</summary>
    public bool SubjectKeyIdentifier { get; init; } = true;

    /// <summary>Where the issuer's revocation list can be had; default: the certificate doesn't say.</summary>
    public Uri? RevocationList { get; init; }

    /// <summary>Where the issuer's OCSP responder is; default: the certificate doesn't say.</summary>
    public Uri? OcspResponder { get; init; }

    /// <summary>Whether it signs OCSP answers and need not be asked about itself (id-pkix-ocsp-nocheck).</summary>
    public bool IsOcspResponder { get; init; }

    /// <summary>Further extensions, as they are.</summary>
    public IReadOnlyList<X509Extension> Extensions { get; init; } = [];

    /// <summary>How many authorities may follow below an authority; default: any number.</summary>
    public int? PathLength { get; init; }

    /// <summary>A timestamp authority's certificate: critical timeStamping EKU alone, valid for ten years.</summary>
    public static CertificateOptions ForTimestamping { get; } = new()
    {
        Subject = "CN=CodeSign Test Timestamps, O=CodeSign Tests, C=CH",
        ExtendedKeyUsages = [TimeStamping],
        ExtendedKeyUsageCritical = true,
        NotBefore = DateTimeOffset.UtcNow.AddYears(-1),
        NotAfter = DateTimeOffset.UtcNow.AddYears(9),
    };
}
