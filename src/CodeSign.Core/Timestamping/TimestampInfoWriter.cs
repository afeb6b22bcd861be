using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Cms;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Tsp;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Math;

namespace CodeSign.Timestamping;

/// <summary>Writes what a timestamp token signs.</summary>
internal static class TimestampInfoWriter
{
    private const int SerialNumberSize = 16;
    private const byte DirectoryName = 0xA4;

    /// <summary>A TSTInfo (RFC 3161, section 2.4.2), exact to one second, with a random serial number.</summary>
    public static byte[] Write(byte[] imprint, DigestAlgorithm algorithm, string policy, DateTimeOffset time)
    {
        var serialNumber = RandomNumberGenerator.GetBytes(SerialNumberSize);
        serialNumber[0] = (byte)((serialNumber[0] & 0x7F) | 0x40);
        return new DerSequence(
            DerInteger.ValueOf(1),
            new DerObjectIdentifier(policy),
            new MessageImprint(new AlgorithmIdentifier(new DerObjectIdentifier(algorithm.Oid), DerNull.Instance), imprint),
            new DerInteger(new BigInteger(serialNumber)),
            new DerGeneralizedTime(time.UtcDateTime.ToString("yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture)),
            new Accuracy(DerInteger.ValueOf(1), null, null)).GetEncoded(Asn1Encodable.Der);
    }

    /// <summary>The signing-certificate-v2 attribute (RFC 5816, section 2.2.1; RFC 5035): SHA-256, issuer and serial number.</summary>
    public static byte[] SigningCertificate(X509Certificate2 certificate)
    {
        var hash = DerWriter.OctetString(certificate.GetCertHash(HashAlgorithmName.SHA256));
        var issuer = DerWriter.Wrap(DerWriter.Sequence, DerWriter.Wrap(DirectoryName, certificate.IssuerName.RawData));
        var serialNumber = DerWriter.Integer(certificate.SerialNumberBytes.ToArray());
        var identifier = DerWriter.Wrap(DerWriter.Sequence, hash, DerWriter.Wrap(DerWriter.Sequence, issuer, serialNumber));
        return DerWriter.Attribute(
            Oids.SigningCertificateV2, DerWriter.Wrap(DerWriter.Sequence, DerWriter.Wrap(DerWriter.Sequence, identifier)));
    }
}
