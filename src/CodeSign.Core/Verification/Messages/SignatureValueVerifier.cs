using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Trust;

namespace CodeSign.Verification.Messages;

/// <summary>
/// Checks signature values with the keys of certificates, by the platform's own cryptography. Safe for use by several threads at once.
/// </summary>
internal sealed class SignatureValueVerifier
{
    private readonly KeyPool<RSA> _rsaKeys = new(certificate => certificate.GetRSAPublicKey());
    private readonly KeyPool<ECDsa> _curveKeys = new(certificate => certificate.GetECDsaPublicKey());

    /// <summary>What verification came to.</summary>
    public enum Outcome
    {
        /// <summary>The value is the key's signature of the digest.</summary>
        Valid,

        /// <summary>It is not.</summary>
        Invalid,

        /// <summary>Key, algorithm and digest don't go together, or aren't supported.</summary>
        Unsupported,
    }

    /// <summary>Verifies a signature value.</summary>
    /// <param name="certificate">Whose key it should be of.</param>
    /// <param name="algorithm">The SignerInfo's signatureAlgorithm.</param>
    /// <param name="hash">The digest of what is signed.</param>
    /// <param name="digest">What the digest was made with: the SignerInfo's digestAlgorithm.</param>
    /// <param name="signature">The signature value.</param>
    public Outcome Verify(
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
                MessageOids.EllipticCurveKey => VerifyCurve(certificate, hash, signature),
                MessageOids.EcdsaSha256 or MessageOids.EcdsaSha384 or MessageOids.EcdsaSha512 or MessageOids.EcdsaSha1 =>
                    DigestOf(algorithm.Oid) == digest ? VerifyCurve(certificate, hash, signature) : Outcome.Unsupported,
                _ => RsaPadding(algorithm, digest) is { } padding
                    ? VerifyRsa(certificate, hash, digest, signature, padding)
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

    /// <summary>
    /// The digest that a signature algorithm with nothing beside it says, as in certificates; <see langword="null"/> where it says none.
    /// </summary>
    public static MessageDigest? DigestOf(AlgorithmIdentifier algorithm) =>
        algorithm.Oid == MessageOids.RsaPss ? PssParameters.TryRead(algorithm.Parameters)?.Digest : DigestOf(algorithm.Oid);

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

    private Outcome VerifyRsa(
        X509Certificate2 certificate,
        ReadOnlySpan<byte> hash,
        MessageDigest digest,
        ReadOnlySpan<byte> signature,
        RSASignaturePadding padding)
    {
        var key = _rsaKeys.Take(certificate);
        if (key is null)
            return Outcome.Unsupported;

        var isValid = key.VerifyHash(hash, signature, digest.Name, padding);
        _rsaKeys.GiveBack(certificate, key);
        return isValid ? Outcome.Valid : Outcome.Invalid;
    }

    private Outcome VerifyCurve(X509Certificate2 certificate, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        var key = _curveKeys.Take(certificate);
        if (key is null)
            return Outcome.Unsupported;

        var isValid = key.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence);
        _curveKeys.GiveBack(certificate, key);
        return isValid ? Outcome.Valid : Outcome.Invalid;
    }
}
