using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Keys.Certificates;

/// <summary>The signature on a certificate (RFC 5280, section 4.1.1).</summary>
internal static class CertificateSignature
{
    private const string RsaPss = "1.2.840.113549.1.1.10";

    /// <summary>Whether the issuer's key made the signature. An algorithm that is not known here verifies nothing.</summary>
    public static bool IsMadeBy(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        try
        {
            var fields = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
            var signed = fields.ReadEncodedValue();
            var algorithm = fields.ReadSequence();
            var signature = fields.ReadBitString(out _);
            return Verify(issuer, signed.Span, signature, algorithm);
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>
    /// The digest in a signature algorithm, or <see langword="null"/> where it is not known.
    /// </summary>
    /// <exception cref="AsnContentException">The algorithm's parameters are malformed.</exception>
    public static HashAlgorithmName? DigestOf(X509Certificate2 certificate)
    {
        var fields = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
        fields.ReadEncodedValue();
        var algorithm = fields.ReadSequence();
        return DigestOf(algorithm.ReadObjectIdentifier(), algorithm);
    }

    private static bool Verify(X509Certificate2 issuer, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature, AsnReader algorithm)
    {
        var oid = algorithm.ReadObjectIdentifier();
        if (DigestOf(oid, algorithm) is not { } hash)
            return false;

        if (issuer.PublicKey.Oid.Value == KeyAlgorithms.EcPublicKeyOid)
        {
            using var ecdsa = issuer.GetECDsaPublicKey();
            return ecdsa is not null && ecdsa.VerifyData(signed, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
        }

        using var rsa = issuer.GetRSAPublicKey();
        var padding = oid == RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        return rsa is not null && rsa.VerifyData(signed, signature, hash, padding);
    }

    private static HashAlgorithmName? DigestOf(string oid, AsnReader parameters) => oid switch
    {
        "1.2.840.113549.1.1.4" => HashAlgorithmName.MD5,
        "1.2.840.113549.1.1.5" or "1.3.14.3.2.29" or "1.2.840.10045.4.1" => HashAlgorithmName.SHA1,
        "1.2.840.113549.1.1.11" or "1.2.840.10045.4.3.2" => HashAlgorithmName.SHA256,
        "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => HashAlgorithmName.SHA384,
        "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => HashAlgorithmName.SHA512,
        RsaPss => PssDigest(parameters),
        _ => null,
    };

    /// <summary>RSASSA-PSS-params (RFC 4055, section 3.1): the digest is SHA-1 where none is named.</summary>
    private static HashAlgorithmName? PssDigest(AsnReader algorithm)
    {
        var parameters = algorithm.ReadSequence();
        var tag = new Asn1Tag(TagClass.ContextSpecific, 0);
        if (!parameters.HasData || !parameters.PeekTag().HasSameClassAndValue(tag))
            return HashAlgorithmName.SHA1;

        return parameters.ReadSequence(tag).ReadSequence().ReadObjectIdentifier() switch
        {
            "1.3.14.3.2.26" => HashAlgorithmName.SHA1,
            "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
            "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
            "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
            _ => null,
        };
    }
}
