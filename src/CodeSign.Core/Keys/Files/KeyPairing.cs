using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Cms;
using CodeSign.Diagnostics;

namespace CodeSign.Keys.Files;

/// <summary>Finds the private key and the certificate that belong together, by the public key.</summary>
internal static class KeyPairing
{
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    private const int MaxNamed = 5;

    /// <summary>Chooses the pair to sign with.</summary>
    /// <exception cref="CodeSignException">There is none, or more than one.</exception>
    public static (PrivateKey Key, X509Certificate2 Certificate) Choose(KeyFileContents contents, string path)
    {
        if (contents.Keys.Count == 0)
            throw KeyDiagnostics.NoPrivateKey.Exception(
                $"The key file holds {Quantity.Of(contents.Certificates.Count, "certificate")} and no private key.",
                "Let CodeSignKey name the file with the private key, and CodeSignCertificate the one with the certificates.", path);

        if (contents.Certificates.Count == 0)
            throw KeyDiagnostics.NoCertificate.Exception(
                "The key file holds a private key and no certificate.",
                "Let CodeSignCertificate name the file with the certificate and its chain (PEM, .p7b or .cer).", path);

        var pairs = Pairs(contents);
        if (pairs.Count > 1 && pairs.FindAll(p => IsForCodeSigning(p.Certificate)) is { Count: > 0 } suitable)
            pairs = suitable;

        return pairs.Count switch
        {
            1 => pairs[0],
            0 => throw KeyDiagnostics.NotAPair.Exception(
                $"No certificate is for the private key; there are: {Name(contents.Certificates)}.",
                "Let CodeSignKey and CodeSignCertificate name a key and the certificate that was issued for it.", path),
            _ => throw KeyDiagnostics.Ambiguous.Exception(
                $"There are {pairs.Count} certificates with a private key: {Name(pairs.ConvertAll(p => p.Certificate))}.",
                "Leave only one in the file.", path),
        };
    }

    /// <summary>
    /// Whether what the key signs verifies with the certificate. Files hold the public key beside the private one, and only a
    /// signature tells whether the private one is intact. It costs a few milliseconds, most of which the first real signature saves.
    /// </summary>
    public static bool Proves(FileSigningKey key, X509Certificate2 certificate)
    {
        var digest = DigestAlgorithm.Sha256.Hash("CodeSign.Build"u8);
        try
        {
            var signature = key.SignDigest(digest, DigestAlgorithm.Sha256);
            using AsymmetricAlgorithm? publicKey =
                key.Algorithm == KeyAlgorithm.Rsa ? certificate.GetRSAPublicKey() : certificate.GetECDsaPublicKey();
            return publicKey switch
            {
                RSA rsa => rsa.VerifyHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                ECDsa ecdsa => ecdsa.VerifyHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence),
                _ => false,
            };
        }
        catch (Exception e) when (e is CryptographicException or CodeSignException)
        {
            return false;
        }
    }

    private static List<(PrivateKey Key, X509Certificate2 Certificate)> Pairs(KeyFileContents contents)
    {
        var pairs = new List<(PrivateKey Key, X509Certificate2 Certificate)>();
        foreach (var key in contents.Keys)
            foreach (var certificate in contents.Certificates)
                if (key.Fits(certificate) && !pairs.Exists(p => IsSame(p.Certificate, certificate)))
                    pairs.Add((key, certificate));

        return pairs;
    }

    private static bool IsSame(X509Certificate2 one, X509Certificate2 other) =>
        one.RawDataMemory.Span.SequenceEqual(other.RawDataMemory.Span);

    private static bool IsForCodeSigning(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .Any(e => e.EnhancedKeyUsages.Cast<Oid>().Any(o => o.Value == CodeSigning));

    private static string Name(List<X509Certificate2> certificates)
    {
        var names = string.Join("; ", certificates.Take(MaxNamed).Select(c => $"'{c.Subject}' ({c.SerialNumber})"));
        return certificates.Count > MaxNamed ? $"{names}; and {certificates.Count - MaxNamed} more" : names;
    }
}
