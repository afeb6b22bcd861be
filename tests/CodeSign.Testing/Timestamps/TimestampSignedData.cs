using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Math;

namespace CodeSign.Testing;

/// <summary>Signs a TSTInfo (RFC 5652 and RFC 5816), with the fault asked for.</summary>
internal sealed class TimestampSignedData(TestCertificate signer, string contentType)
{
    private const string Sha1 = "1.3.14.3.2.26";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private const string EcdsaWithSha1 = "1.2.840.10045.4.1";
    private const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";
    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string ContentTypeAttribute = "1.2.840.113549.1.9.3";
    private const string MessageDigestAttribute = "1.2.840.113549.1.9.4";
    private const string SigningTimeAttribute = "1.2.840.113549.1.9.5";
    private const string SigningCertificateAttribute = "1.2.840.113549.1.9.16.2.12";
    private const string SigningCertificateV2Attribute = "1.2.840.113549.1.9.16.2.47";

    /// <summary>Makes the token, a ContentInfo.</summary>
    internal DerSequence Make(byte[] content, DateTimeOffset time, TimestampFault fault, bool withCertificates)
    {
        var digestName = fault == TimestampFault.Sha1Digest ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        var digestAlgorithm = Algorithm(fault == TimestampFault.Sha1Digest ? Sha1 : Sha256);
        var signerInfo = SignerInfo(content, time, fault, digestName, digestAlgorithm);
        var signedData = new Asn1EncodableVector(
            DerInteger.ValueOf(3),
            new DerSet(digestAlgorithm),
            new DerSequence(new DerObjectIdentifier(contentType), new DerTaggedObject(true, 0, new DerOctetString(content))));
        if (withCertificates && fault != TimestampFault.WithoutCertificates)
            signedData.Add(new DerTaggedObject(false, 0, Certificates(fault)));
        signedData.Add(new DerSet(signerInfo));
        return new DerSequence(new DerObjectIdentifier(SignedData), new DerTaggedObject(true, 0, new DerSequence(signedData)));
    }

    private DerSequence SignerInfo(
        byte[] content, DateTimeOffset time, TimestampFault fault, HashAlgorithmName digestName, AlgorithmIdentifier digestAlgorithm)
    {
        var attributes = SignedAttributes(content, time, fault, digestName);
        var signature = TestKeys.SignHash(signer.Key, CryptographicOperations.HashData(digestName, attributes.GetDerEncoded()), digestName);
        if (fault == TimestampFault.WrongSignature)
            signature[^1] ^= 1;
        return new DerSequence(
            DerInteger.ValueOf(1),
            IssuerAndSerialNumber(),
            digestAlgorithm,
            new DerTaggedObject(false, 0, attributes),
            SignatureAlgorithm(digestName),
            new DerOctetString(signature));
    }

    private DerSet SignedAttributes(byte[] content, DateTimeOffset time, TimestampFault fault, HashAlgorithmName digestName)
    {
        var digest = CryptographicOperations.HashData(digestName, content);
        if (fault == TimestampFault.WrongMessageDigest)
            digest[0] ^= 1;
        var attributes = new Asn1EncodableVector(
            Attribute(ContentTypeAttribute, new DerObjectIdentifier(contentType)),
            Attribute(SigningTimeAttribute, new DerUtcTime(time.UtcDateTime, 2049)),
            Attribute(MessageDigestAttribute, new DerOctetString(digest)));
        switch (fault)
        {
            case TimestampFault.WithoutCertificateIdentifier:
                break;
            case TimestampFault.CertificateIdentifierV1:
                attributes.Add(Attribute(SigningCertificateAttribute, Identifier(CertificateHash(HashAlgorithmName.SHA1))));
                break;
            case TimestampFault.WrongCertificateIdentifier:
                attributes.Add(Attribute(SigningCertificateV2Attribute, Identifier(new byte[32])));
                break;
            default:
                attributes.Add(Attribute(SigningCertificateV2Attribute, Identifier(CertificateHash(HashAlgorithmName.SHA256))));
                break;
        }

        return new DerSet(attributes);
    }

    // SigningCertificate and SigningCertificateV2 alike: with its default hash, an ESSCertIDv2 looks like an ESSCertID.
    private DerSequence Identifier(byte[] hash)
    {
        var name = X509Name.GetInstance(Asn1Object.FromByteArray(signer.Certificate.IssuerName.RawData));
        var issuer = new GeneralNames(new GeneralName(name));
        var issuerSerial = new DerSequence(issuer, new DerInteger(SerialNumber()));
        return new DerSequence(new DerSequence(new DerSequence(new DerOctetString(hash), issuerSerial)));
    }

    private DerSet Certificates(TimestampFault fault)
    {
        var certificates = fault == TimestampFault.WithoutIntermediate
            ? [signer.Certificate]
            : signer.Chain.Take(Math.Max(1, signer.Chain.Count - 1));
        var vector = new Asn1EncodableVector();
        foreach (var certificate in certificates)
            vector.Add(Asn1Object.FromByteArray(certificate.RawData));
        return new DerSet(vector);
    }

    private DerSequence IssuerAndSerialNumber() =>
        new(Asn1Object.FromByteArray(signer.Certificate.IssuerName.RawData), new DerInteger(SerialNumber()));

    private byte[] CertificateHash(HashAlgorithmName algorithm) => signer.Certificate.GetCertHash(algorithm);

    private BigInteger SerialNumber() => new(1, signer.Certificate.SerialNumberBytes.ToArray());

    private AlgorithmIdentifier SignatureAlgorithm(HashAlgorithmName digestName) => signer.Key is RSA
        ? Algorithm("1.2.840.113549.1.1.1")
        : new AlgorithmIdentifier(new DerObjectIdentifier(digestName == HashAlgorithmName.SHA1 ? EcdsaWithSha1 : EcdsaWithSha256));

    private static AlgorithmIdentifier Algorithm(string oid) => new(new DerObjectIdentifier(oid), DerNull.Instance);

    private static DerSequence Attribute(string oid, Asn1Encodable value) => new(new DerObjectIdentifier(oid), new DerSet(value));
}
