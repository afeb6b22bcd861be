using System.Formats.Asn1;
using System.Security.Cryptography;

namespace CodeSign.Testing;

/// <summary>Writes certificate revocation lists (RFC 5280, section 5), wrong ones included.</summary>
internal static class RevocationListWriter
{
    private static readonly Asn1Tag ContextZero = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag OnlyAuthorities = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag Address = new(TagClass.ContextSpecific, 6);

    /// <summary>Writes a list.</summary>
    /// <param name="issuer">Whose name it bears.</param>
    /// <param name="signer">Whose key signs it.</param>
    /// <param name="revoked">What is in it.</param>
    /// <param name="now">The issuer's clock.</param>
    /// <param name="fault">What is wrong with it.</param>
    public static byte[] Write(
        TestCertificate issuer, TestCertificate signer, IEnumerable<RevokedCertificate> revoked, DateTimeOffset now, RevocationFault fault)
    {
        var digest = fault == RevocationFault.WeakDigest ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        var content = Content(issuer, signer, [.. revoked], now, fault, digest);
        return SignedAsn.Write(content, signer.Key, digest, alter: fault == RevocationFault.Altered);
    }

    private static byte[] Content(
        TestCertificate issuer,
        TestCertificate signer,
        List<RevokedCertificate> revoked,
        DateTimeOffset now,
        RevocationFault fault,
        HashAlgorithmName digest)
    {
        var (thisUpdate, nextUpdate) = SignedAsn.Times(now, fault);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            SignedAsn.WriteAlgorithm(writer, signer.Key, digest);
            writer.WriteEncodedValue(issuer.Certificate.SubjectName.RawData);
            writer.WriteUtcTime(thisUpdate);
            writer.WriteUtcTime(nextUpdate);
            if (revoked.Count > 0)
            {
                using (writer.PushSequence())
                    revoked.ForEach(entry => WriteEntry(writer, entry));
            }

            using (writer.PushSequence(ContextZero))
            using (writer.PushSequence())
                WriteExtensions(writer, fault);
        }

        return writer.Encode();
    }

    private static void WriteEntry(AsnWriter writer, RevokedCertificate entry)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(entry.Certificate.SerialNumberBytes.Span);
            writer.WriteUtcTime(entry.Time);
            if (entry is { Reason: null, InvalidityDate: null })
                return;
            using (writer.PushSequence())
            {
                if (entry.Reason is { } reason)
                    SignedAsn.WriteExtension(writer, "2.5.29.21", false, w => w.WriteEncodedValue([0x0A, 0x01, (byte)reason]));
                if (entry.InvalidityDate is { } date)
                    SignedAsn.WriteExtension(writer, "2.5.29.24", false, w => w.WriteGeneralizedTime(date, omitFractionalSeconds: true));
            }
        }
    }

    private static void WriteExtensions(AsnWriter writer, RevocationFault fault)
    {
        SignedAsn.WriteExtension(writer, "2.5.29.20", false, w => w.WriteInteger(7));
        if (fault == RevocationFault.Delta)
            SignedAsn.WriteExtension(writer, "2.5.29.27", true, w => w.WriteInteger(6));
        if (fault == RevocationFault.OnlyAuthorities)
        {
            SignedAsn.WriteExtension(writer, "2.5.29.28", true, w =>
            {
                using (w.PushSequence())
                    w.WriteBoolean(true, OnlyAuthorities);
            });
        }

        if (fault == RevocationFault.OtherDistributionPoint)
        {
            SignedAsn.WriteExtension(writer, "2.5.29.28", true, w =>
            {
                using (w.PushSequence())
                using (w.PushSequence(ContextZero))
                using (w.PushSequence(ContextZero))
                    w.WriteCharacterString(UniversalTagNumber.IA5String, "http://elsewhere.invalid/other.crl", Address);
            });
        }
    }
}
