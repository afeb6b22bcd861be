using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.Trust;

/// <summary>
/// Certificates by their DER, each loaded once: hundreds of signatures carry the same few. Safe for use by several threads at
/// once. What it gives out belongs to everybody and must not be disposed.
/// </summary>
internal sealed class CertificateCache
{
    /// <summary>More than any build sees. A flood of made-up certificates must not fill the memory.</summary>
    private const int Most = 4096;

    private readonly ConcurrentDictionary<ContentKey, X509Certificate2> _certificates = new();

    /// <summary>Loads a certificate, or gives <see langword="false"/> where the bytes are none.</summary>
    public bool TryLoad(ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out X509Certificate2? certificate)
    {
        if (_certificates.TryGetValue(new ContentKey(encoded), out certificate))
            return true;

        try
        {
            var loaded = X509CertificateLoader.LoadCertificate(encoded.Span);
            ReadWhole(loaded);
            if (_certificates.Count >= Most)
                _certificates.Clear();
            certificate = _certificates.GetOrAdd(new ContentKey(loaded.RawDataMemory), loaded);
            return true;
        }
        catch (CryptographicException)
        {
            certificate = null;
            return false;
        }
    }

    /// <summary>
    /// The platform looks into most of a certificate only when asked, and throws then. Asked here, once, a certificate that is malformed
    /// anywhere is no certificate, and nobody else has to expect one.
    /// </summary>
    private static void ReadWhole(X509Certificate2 certificate)
    {
        _ = (certificate.Subject, certificate.Issuer, certificate.NotBefore, certificate.NotAfter);
        _ = (certificate.SerialNumberBytes, certificate.SignatureAlgorithm.Value, certificate.PublicKey.Oid.Value);
        foreach (var extension in certificate.Extensions)
        {
            _ = extension switch
            {
                X509EnhancedKeyUsageExtension usage => usage.EnhancedKeyUsages.Count,
                X509KeyUsageExtension usage => (int)usage.KeyUsages,
                X509SubjectKeyIdentifierExtension identifier => identifier.SubjectKeyIdentifierBytes.Length,
                X509BasicConstraintsExtension constraints => constraints.PathLengthConstraint,
                _ => 0,
            };
        }
    }
}
