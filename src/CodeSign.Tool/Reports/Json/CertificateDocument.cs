using System.ComponentModel;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Tool.Reports.Json;

/// <summary>A certificate.</summary>
[Description("A certificate.")]
internal sealed record CertificateDocument
{
    [Description("SHA-256 of the certificate, hexadecimal.")]
    public required string Sha256 { get; init; }

    [Description("Whose it is: the distinguished name.")]
    public required string Subject { get; init; }

    [Description("Who issued it: the distinguished name.")]
    public required string Issuer { get; init; }

    [Description("The serial number, hexadecimal.")]
    public required string SerialNumber { get; init; }

    [Description("From when it is valid, UTC.")]
    public required DateTimeOffset NotBefore { get; init; }

    [Description("Until when it is valid, UTC.")]
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The facts about a certificate.</summary>
    public static CertificateDocument From(X509Certificate2 certificate) => new()
    {
        Sha256 = Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256)),
        Subject = certificate.Subject,
        Issuer = certificate.Issuer,
        SerialNumber = certificate.SerialNumber,
        NotBefore = new DateTimeOffset(certificate.NotBefore.ToUniversalTime()),
        NotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
    };
}
