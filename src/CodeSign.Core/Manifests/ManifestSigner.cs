using System.ComponentModel;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;
using CodeSign.Keys;
using CodeSign.Signing;

namespace CodeSign.Manifests;

/// <summary>A certificate that signed.</summary>
public sealed record ManifestSigner
{
    /// <summary>SHA-256 of the certificate.</summary>
    [Description("SHA-256 of the certificate, hexadecimal. Signatures name their signer by it.")]
    public required string Sha256 { get; init; }

    /// <summary>Whose certificate it is.</summary>
    [Description("Whose certificate it is: the distinguished name.")]
    public required string Subject { get; init; }

    /// <summary>Who issued it.</summary>
    [Description("Who issued the certificate: the distinguished name.")]
    public required string Issuer { get; init; }

    /// <summary>Its serial number.</summary>
    [Description("The certificate's serial number, hexadecimal.")]
    public required string SerialNumber { get; init; }

    /// <summary>From when it is valid, UTC.</summary>
    [Description("From when the certificate is valid, UTC.")]
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Until when it is valid, UTC.</summary>
    [Description("Until when the certificate is valid, UTC.")]
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The kind and size of its key.</summary>
    [Description("The kind and size of the certificate's key, such as RSA-3072 or ECDSA-nistP256.")]
    public required string Algorithm { get; init; }

    /// <summary>Where the private key comes from.</summary>
    [Description("Where the private key comes from: file (a PKCS #12 or PEM file) or development (dev:).")]
    public required string KeyKind { get; init; }

    /// <summary>Whether it is a development identity.</summary>
    [JsonIgnore]
    public bool IsDevelopment => KeyKind == NameOf(Keys.KeyKind.Development);

    /// <summary>The facts about an identity.</summary>
    public static ManifestSigner From(SigningIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var certificate = identity.Certificate;
        return new ManifestSigner
        {
            Sha256 = CertificateName.Sha256(certificate),
            Subject = certificate.Subject,
            Issuer = certificate.Issuer,
            SerialNumber = certificate.SerialNumber,
            NotBefore = new DateTimeOffset(certificate.NotBefore.ToUniversalTime()),
            NotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
            Algorithm = AlgorithmOf(certificate),
            KeyKind = NameOf(identity.Kind),
        };
    }

    private static string NameOf(Keys.KeyKind kind) => kind.ToString().ToLowerInvariant();

    private static string AlgorithmOf(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
            return string.Create(CultureInfo.InvariantCulture, $"RSA-{rsa.KeySize}");
        using var ecdsa = certificate.GetECDsaPublicKey();
        return ecdsa is null
            ? certificate.PublicKey.Oid.Value ?? "unknown"
            : $"ECDSA-{ecdsa.ExportParameters(false).Curve.Oid.FriendlyName}";
    }
}
