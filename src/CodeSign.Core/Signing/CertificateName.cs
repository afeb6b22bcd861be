using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Signing;

/// <summary>How certificates are named in plans and manifests.</summary>
internal static class CertificateName
{
    /// <summary>SHA-256 of a certificate, hexadecimal, lower case.</summary>
    public static string Sha256(X509Certificate2 certificate) =>
        Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));
}
