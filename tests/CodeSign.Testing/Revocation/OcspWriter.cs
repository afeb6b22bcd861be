using System.Formats.Asn1;
using System.Security.Cryptography;

namespace CodeSign.Testing;

/// <summary>Writes OCSP answers (RFC 6960, section 4.2), wrong ones included.</summary>
internal static class OcspWriter
{
    private static readonly Asn1Tag ContextZero = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag ContextOne = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag ContextTwo = new(TagClass.ContextSpecific, 2, isConstructed: true);
    private static readonly Asn1Tag Good = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Unknown = new(TagClass.ContextSpecific, 2);

    /// <summary>Refuses with a status.</summary>
    public static byte[] Refuse(byte status) => [0x30, 0x03, 0x0A, 0x01, status];

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="signer">Whose key signs, whose name it bears, and whose certificate comes along.</param>
    /// <param name="revoked">What is revoked.</param>
    /// <param name="now">The responder's clock.</param>
    /// <param name="fault">What is wrong with it.</param>
    public static byte[] Answer(
        ReadOnlyMemory<byte> request,
        TestCertificate signer,
        IReadOnlyList<RevokedCertificate> revoked,
        DateTimeOffset now,
        RevocationFault fault)
    {
        var digest = fault == RevocationFault.WeakDigest ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        var basic = SignedAsn.Write(
            Data(request, signer, revoked, now, fault),
            signer.Key,
            digest,
            alter: fault == RevocationFault.Altered,
            more: writer =>
            {
                using (writer.PushSequence(ContextZero))
                using (writer.PushSequence())
                    writer.WriteEncodedValue(signer.Certificate.RawData);
            });
        var response = new AsnWriter(AsnEncodingRules.DER);
        using (response.PushSequence())
        {
            response.WriteEncodedValue([0x0A, 0x01, 0x00]);
            using (response.PushSequence(ContextZero))
            using (response.PushSequence())
            {
                response.WriteObjectIdentifier("1.3.6.1.5.5.7.48.1.1");
                response.WriteOctetString(basic);
            }
        }

        return response.Encode();
    }

    private static byte[] Data(
        ReadOnlyMemory<byte> request,
        TestCertificate signer,
        IReadOnlyList<RevokedCertificate> revoked,
        DateTimeOffset now,
        RevocationFault fault)
    {
        var key = CryptographicOperations.HashData(HashAlgorithmName.SHA1, signer.Certificate.PublicKey.EncodedKeyValue.RawData);
        var (thisUpdate, nextUpdate) = SignedAsn.Times(now, fault);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(ContextTwo))
                writer.WriteOctetString(key);
            writer.WriteGeneralizedTime(thisUpdate, omitFractionalSeconds: true);
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                var serial = WriteIdentifier(writer, request, fault);
                var entry = revoked.FirstOrDefault(one => one.Certificate.SerialNumberBytes.Span.SequenceEqual(serial.Span));
                WriteStatus(writer, entry, fault);
                writer.WriteGeneralizedTime(thisUpdate, omitFractionalSeconds: true);
                using (writer.PushSequence(ContextZero))
                    writer.WriteGeneralizedTime(nextUpdate, omitFractionalSeconds: true);
            }
        }

        return writer.Encode();
    }

    /// <summary>Repeats the certificate's name from the request and gives its serial number.</summary>
    private static ReadOnlyMemory<byte> WriteIdentifier(AsnWriter writer, ReadOnlyMemory<byte> request, RevocationFault fault)
    {
        var asked = new AsnReader(request, AsnEncodingRules.DER).ReadSequence().ReadSequence().ReadSequence().ReadSequence().ReadSequence();
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(asked.ReadEncodedValue().Span);
            writer.WriteOctetString(asked.ReadOctetString());
            writer.WriteOctetString(asked.ReadOctetString());
            var serial = asked.ReadIntegerBytes();
            if (fault == RevocationFault.OtherCertificate)
                writer.WriteInteger(42);
            else
                writer.WriteInteger(serial.Span);
            return serial;
        }
    }

    private static void WriteStatus(AsnWriter writer, RevokedCertificate? entry, RevocationFault fault)
    {
        if (fault == RevocationFault.UnknownCertificate)
        {
            writer.WriteNull(Unknown);
        }
        else if (entry is null)
        {
            writer.WriteNull(Good);
        }
        else
        {
            using (writer.PushSequence(ContextOne))
            {
                writer.WriteGeneralizedTime(entry.Time, omitFractionalSeconds: true);
                if (entry.Reason is { } reason)
                {
                    using (writer.PushSequence(ContextZero))
                        writer.WriteEncodedValue([0x0A, 0x01, (byte)reason]);
                }
            }
        }
    }
}
