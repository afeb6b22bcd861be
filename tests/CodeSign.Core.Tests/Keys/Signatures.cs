using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Cms;
using CodeSign.Keys;

namespace CodeSign.Core.Tests.Keys;

/// <summary>Makes signatures and verifies them with the certificate alone.</summary>
internal static class Signatures
{
    public static async Task RequireWorkingAsync(SigningIdentity identity)
    {
        foreach (var algorithm in (DigestAlgorithm[])[DigestAlgorithm.Sha256, DigestAlgorithm.Sha384, DigestAlgorithm.Sha512])
        {
            var digest = algorithm.Hash(RandomNumberGenerator.GetBytes(100));
            var signature = await identity.Key.SignDigestAsync(digest, algorithm, CancellationToken.None);
            Assert.IsTrue(Verifies(identity.Certificate, digest, signature, algorithm));
        }
    }

    public static bool Verifies(X509Certificate2 certificate, byte[] digest, byte[] signature, DigestAlgorithm algorithm)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
            return rsa.VerifyHash(digest, signature, algorithm.Name, RSASignaturePadding.Pkcs1);

        using var ecdsa = certificate.GetECDsaPublicKey()!;
        return ecdsa.VerifyHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence);
    }
}
