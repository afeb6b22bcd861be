using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.Revocation;

/// <summary>
/// The question about one certificate (RFC 6960, section 4.1), as the lightweight profile has it (RFC 5019): SHA-1 in the name of the
/// certificate, which no security hangs on, and no nonce, so that responders may answer from a cache. Freshness is told by times.
/// </summary>
internal static class OcspRequest
{
    public static byte[] Make(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence()) // OCSPRequest
        using (writer.PushSequence()) // tbsRequest
        using (writer.PushSequence()) // requestList
        using (writer.PushSequence()) // Request
        using (writer.PushSequence()) // reqCert
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(MessageOids.Sha1);
                writer.WriteNull();
            }

            writer.WriteOctetString(NameHash(issuer, MessageDigest.Sha1));
            writer.WriteOctetString(KeyHash(issuer, MessageDigest.Sha1));
            writer.WriteInteger(certificate.SerialNumberBytes.Span);
        }

        return writer.Encode();
    }

    /// <summary>issuerNameHash.</summary>
    public static byte[] NameHash(X509Certificate2 issuer, MessageDigest digest) => digest.Hash(issuer.SubjectName.RawData);

    /// <summary>issuerKeyHash: of the key alone, without its algorithm.</summary>
    public static byte[] KeyHash(X509Certificate2 issuer, MessageDigest digest) => digest.Hash(issuer.PublicKey.EncodedKeyValue.RawData);
}
