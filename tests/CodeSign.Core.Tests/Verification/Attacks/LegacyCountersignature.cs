using System.Formats.Asn1;
using System.Security.Cryptography;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Verification.Attacks;

/// <summary>Writes countersignatures as signatures were stamped with before RFC 3161 (PKCS #9, 1.2.840.113549.1.9.6).</summary>
internal static class LegacyCountersignature
{
    public const string Attribute = "1.2.840.113549.1.9.6";

    private static readonly Asn1Tag ContextZero = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>A SignerInfo over a signature value.</summary>
    public static byte[] Make(byte[] signature, TestCertificate signer, DateTimeOffset time)
    {
        var attributes = Attributes(SHA256.HashData(signature), time);
        var signed = (byte[])attributes.Clone();
        signed[0] = 0x31;
        var value = ((RSA)signer.Key).SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(signer.Certificate.IssuerName.RawData);
                writer.WriteInteger(signer.Certificate.SerialNumberBytes.Span);
            }

            WriteAlgorithm(writer, "2.16.840.1.101.3.4.2.1");
            writer.WriteEncodedValue(attributes);
            WriteAlgorithm(writer, "1.2.840.113549.1.1.1");
            writer.WriteOctetString(value);
        }

        return writer.Encode();
    }

    private static byte[] Attributes(byte[] digest, DateTimeOffset time)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf(ContextZero))
        {
            WriteAttribute(writer, "1.2.840.113549.1.9.3", w => w.WriteObjectIdentifier("1.2.840.113549.1.7.1"));
            WriteAttribute(writer, "1.2.840.113549.1.9.5", w => w.WriteUtcTime(time));
            WriteAttribute(writer, "1.2.840.113549.1.9.4", w => w.WriteOctetString(digest));
        }

        return writer.Encode();
    }

    private static void WriteAttribute(AsnWriter writer, string oid, Action<AsnWriter> value)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            using (writer.PushSetOf())
                value(writer);
        }
    }

    private static void WriteAlgorithm(AsnWriter writer, string oid)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            writer.WriteNull();
        }
    }
}
