using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.Trust;

/// <summary>Whether a certificate's key and signature are of today's strength.</summary>
internal static class CertificateStrength
{
    private const int LeastRsaBits = 2048;
    private const int LeastCurveBits = 256;

    /// <summary>What is wrong with the key, in words, or <see langword="null"/>.</summary>
    public static string? KeyWeakness(X509Certificate2 certificate)
    {
        try
        {
            if (certificate.GetRSAPublicKey() is { } rsa)
            {
                using (rsa)
                    return rsa.KeySize < LeastRsaBits ? $"an RSA key of {rsa.KeySize} bits" : null;
            }

            if (certificate.GetECDsaPublicKey() is { } curve)
            {
                using (curve)
                    return curve.KeySize < LeastCurveBits ? $"an elliptic-curve key of {curve.KeySize} bits" : null;
            }
        }
        catch (CryptographicException)
        {
            return "a key that can't be read";
        }

        return $"a key of a kind that is not supported ({certificate.GetKeyAlgorithm()})";
    }

    /// <summary>What is wrong with the digest that the certificate was signed with, in words, or <see langword="null"/>.</summary>
    public static string? SignatureWeakness(X509Certificate2 certificate)
    {
        var algorithm = certificate.SignatureAlgorithm;
        return algorithm.Value switch
        {
            MessageOids.RsaSha256 or MessageOids.RsaSha384 or MessageOids.RsaSha512 => null,
            MessageOids.EcdsaSha256 or MessageOids.EcdsaSha384 or MessageOids.EcdsaSha512 => null,
            MessageOids.RsaPss => PssWeakness(certificate),
            _ => $"signed with {algorithm.FriendlyName ?? algorithm.Value}",
        };
    }

    private static string? PssWeakness(X509Certificate2 certificate)
    {
        try
        {
            var sequence = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
            sequence.ReadEncodedValue(); // tbsCertificate
            return PssParameters.TryRead(AlgorithmIdentifier.Read(sequence).Parameters)?.Digest.Strong is null
                ? "signed with RSASSA-PSS over a weak digest"
                : null;
        }
        catch (AsnContentException)
        {
            return "signed in a way that can't be read";
        }
    }
}
