using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Inspection;

namespace CodeSign.Tool.Reports;

/// <summary>Keys and what they may be used for, in words.</summary>
internal static class KeyNames
{
    /// <summary>Kind and size of a certificate's key: <c>RSA 3072</c>.</summary>
    public static string Of(X509Certificate2 certificate)
    {
        try
        {
            using var rsa = certificate.GetRSAPublicKey();
            if (rsa is not null)
                return string.Create(CultureInfo.InvariantCulture, $"RSA {rsa.KeySize}");
            using var ecdsa = certificate.GetECDsaPublicKey();
            if (ecdsa is not null)
                return string.Create(CultureInfo.InvariantCulture, $"ECDSA {ecdsa.KeySize}");
        }
        catch (CryptographicException)
        {
            // A key that the platform can't read has its algorithm's name still.
        }

        return ObjectNames.Describe(certificate.PublicKey.Oid.Value ?? "unknown");
    }

    /// <summary>Key usage and extended key usages, in words; empty where the certificate sets no limit.</summary>
    public static string UsagesOf(X509Certificate2 certificate)
    {
        var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().Select(extension => extension.KeyUsages.ToString());
        var extended = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .SelectMany(extension => extension.EnhancedKeyUsages.OfType<Oid>()).Select(oid => ObjectNames.Describe(oid.Value ?? ""));
        return string.Join(", ", usage.Concat(extended));
    }
}
