using System.Formats.Asn1;
using System.Security.Cryptography;

namespace CodeSign.Testing;

/// <summary>What lists and answers have in common when they are written.</summary>
internal static class SignedAsn
{
    /// <summary>Signs a content: the content, its algorithm, the signature, and what may follow.</summary>
    public static byte[] Write(
        byte[] content, AsymmetricAlgorithm key, HashAlgorithmName digest, bool alter, Action<AsnWriter>? more = null)
    {
        var signature = TestKeys.SignHash(key, CryptographicOperations.HashData(digest, content), digest);
        var written = (byte[])content.Clone();
        if (alter)
            signature[^1] ^= 1;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(written);
            WriteAlgorithm(writer, key, digest);
            writer.WriteBitString(signature);
            more?.Invoke(writer);
        }

        return writer.Encode();
    }

    /// <summary>Writes the AlgorithmIdentifier of a signature.</summary>
    public static void WriteAlgorithm(AsnWriter writer, AsymmetricAlgorithm key, HashAlgorithmName digest)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier((key is RSA, digest == HashAlgorithmName.SHA1) switch
            {
                (true, false) => "1.2.840.113549.1.1.11",
                (true, true) => "1.2.840.113549.1.1.5",
                (false, false) => "1.2.840.10045.4.3.2",
                (false, true) => "1.2.840.10045.4.1",
            });
            if (key is RSA)
                writer.WriteNull();
        }
    }

    /// <summary>Writes an Extension.</summary>
    public static void WriteExtension(AsnWriter writer, string oid, bool critical, Action<AsnWriter> value)
    {
        var inner = new AsnWriter(AsnEncodingRules.DER);
        value(inner);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            if (critical)
                writer.WriteBoolean(true);
            writer.WriteOctetString(inner.Encode());
        }
    }

    /// <summary>From when and until when a list or an answer is fresh.</summary>
    public static (DateTimeOffset ThisUpdate, DateTimeOffset NextUpdate) Times(DateTimeOffset now, RevocationFault fault) => fault switch
    {
        RevocationFault.Stale => (now.AddDays(-8), now.AddDays(-1)),
        RevocationFault.Future => (now.AddDays(1), now.AddDays(8)),
        _ => (now.AddHours(-1), now.AddDays(7)),
    };
}
