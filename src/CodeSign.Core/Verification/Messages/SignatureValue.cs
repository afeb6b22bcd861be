using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Verification.Messages;

/// <summary>Checks a signature value with the key of a certificate, by the platform's own cryptography.</summary>
internal static class SignatureValue
{
    /// <summary>What a check came to.</summary>
    public enum Outcome
    {
        /// <summary>The value is the key's signature of the digest.</summary>
        Valid,

        /// <summary>It is not.</summary>
        Invalid,

        /// <summary>Key, algorithm and digest don't go together, or aren't supported.</summary>
        Unsupported,
    }

    /// <summary>Checks a signature value.</summary>
    /// <param name="certificate">Whose key it should be of.</param>
    /// <param name="algorithm">The SignerInfo's signatureAlgorithm.</param>
    /// <param name="hash">The digest of what is signed.</param>
    /// <param name="digest">What the digest was made with: the SignerInfo's digestAlgorithm.</param>
    /// <param name="signature">The signature value.</param>
    public static Outcome Check(
        X509Certificate2 certificate,
        AlgorithmIdentifier algorithm,
        ReadOnlySpan<byte> hash,
        MessageDigest digest,
        ReadOnlySpan<byte> signature)
    {
        try
        {
            return algorithm.Oid switch
            {
                MessageOids.EllipticCurveKey => CheckCurve(certificate, hash, signature),
                MessageOids.EcdsaSha256 or MessageOids.EcdsaSha384 or MessageOids.EcdsaSha512 or MessageOids.EcdsaSha1 =>
                    DigestOf(algorithm.Oid) == digest ? CheckCurve(certificate, hash, signature) : Outcome.Unsupported,
                _ => RsaPadding(algorithm, digest) is { } padding
                    ? CheckRsa(certificate, hash, digest, signature, padding)
                    : Outcome.Unsupported,
            };
        }
        catch (CryptographicException)
        {
            return Outcome.Invalid;
        }
    }

    private static RSASignaturePadding? RsaPadding(AlgorithmIdentifier algorithm, MessageDigest digest)
    {
        if (algorithm.Oid == MessageOids.RsaPss)
        {
            // The platform knows salts as long as the digest, which is what everybody makes.
            return PssParameters.TryRead(algorithm.Parameters) is { } pss && pss.Digest == digest && pss.SaltLength == digest.Size
                ? RSASignaturePadding.Pss
                : null;
        }

        var fits = algorithm.HasNoParameters && (algorithm.Oid == MessageOids.Rsa || DigestOf(algorithm.Oid) == digest);
        return fits ? RSASignaturePadding.Pkcs1 : null;
    }

    /// <summary>The digest that is part of a signature algorithm's name.</summary>
    private static MessageDigest? DigestOf(string signatureAlgorithm) => signatureAlgorithm switch
    {
        MessageOids.RsaMd5 => MessageDigest.Md5,
        MessageOids.RsaSha1 or MessageOids.EcdsaSha1 => MessageDigest.Sha1,
        MessageOids.RsaSha256 or MessageOids.EcdsaSha256 => MessageDigest.Sha256,
        MessageOids.RsaSha384 or MessageOids.EcdsaSha384 => MessageDigest.Sha384,
        MessageOids.RsaSha512 or MessageOids.EcdsaSha512 => MessageDigest.Sha512,
        _ => null,
    };

    private static Outcome CheckRsa(
        X509Certificate2 certificate,
        ReadOnlySpan<byte> hash,
        MessageDigest digest,
        ReadOnlySpan<byte> signature,
        RSASignaturePadding padding)
    {
        using var key = certificate.GetRSAPublicKey();
        if (key is null)
            return Outcome.Unsupported;

        return key.VerifyHash(hash, signature, digest.Name, padding) ? Outcome.Valid : Outcome.Invalid;
    }

    private static Outcome CheckCurve(X509Certificate2 certificate, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        using var key = certificate.GetECDsaPublicKey();
        if (key is null)
            return Outcome.Unsupported;

        return key.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence) ? Outcome.Valid : Outcome.Invalid;
    }
}
