using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Cms;

/// <summary>
/// What can't be made again of a SignedData that this writer has made (RFC 5652, section 5.3): the signed attributes, the signature
/// value, the timestamp token. All else is left unread.
/// </summary>
/// <param name="SignedAttributes">The signed attributes as they are digested: a SET OF with its own tag.</param>
/// <param name="Value">The signature octets.</param>
/// <param name="Token">The timestamp token; empty where there is none.</param>
internal sealed record SignatureParts(ReadOnlyMemory<byte> SignedAttributes, ReadOnlyMemory<byte> Value, ReadOnlyMemory<byte> Token)
{
    private const byte OctetString = 0x04;

    /// <summary>Takes a SignedData apart.</summary>
    /// <param name="encoded">The SignedData in its ContentInfo.</param>
    /// <param name="timestampAttribute">The unsigned attribute that holds the token.</param>
    /// <exception cref="InvalidDataException">It is not one that this writer makes.</exception>
    public static SignatureParts Read(ReadOnlyMemory<byte> encoded, string timestampAttribute)
    {
        var contentInfo = Only(encoded, DerWriter.Sequence).Children(atLeast: 2);
        var signedData = Only(contentInfo[1].Content, DerWriter.Sequence).Children(atLeast: 5);
        var signer = Only(signedData[^1].Content, DerWriter.Sequence).Children(atLeast: 6);
        var attributes = DerElement.Read(signer[3].Encoded, DerWriter.Context(0)).Encoded.ToArray();
        attributes[0] = DerWriter.Set;
        var value = DerElement.Read(signer[5].Encoded, OctetString).Content;
        return new SignatureParts(attributes, value, signer.Count > 6 ? ReadToken(signer[6], timestampAttribute) : default);
    }

    /// <summary>The attributes of a SET OF, in their order, but for one type.</summary>
    /// <exception cref="InvalidDataException">It is no set of attributes.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Attributes(ReadOnlyMemory<byte> set, string except)
    {
        var type = DerWriter.Oid(except);
        return DerElement.Read(set, DerWriter.Set).Children().Select(attribute => attribute.Encoded)
            .Where(attribute => !DerElement.Read(attribute, DerWriter.Sequence).Content.Span.StartsWith(type));
    }

    /// <summary>Whether the signature value is one of a certificate's key over the signed attributes.</summary>
    public static bool IsSignedBy(X509Certificate2 certificate, DigestAlgorithm digest, SignatureParts parts)
    {
        var hash = digest.Hash(parts.SignedAttributes.Span);
        try
        {
            using var rsa = certificate.GetRSAPublicKey();
            using var ecdsa = rsa is null ? certificate.GetECDsaPublicKey() : null;
            return rsa?.VerifyHash(hash, parts.Value.Span, digest.Name, RSASignaturePadding.Pkcs1)
                ?? ecdsa?.VerifyHash(hash, parts.Value.Span, DSASignatureFormat.Rfc3279DerSequence)
                ?? false;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static ReadOnlyMemory<byte> ReadToken(DerElement unsigned, string timestampAttribute)
    {
        var attribute = Only(DerElement.Read(unsigned.Encoded, DerWriter.Context(1)).Content, DerWriter.Sequence).Children(atLeast: 2);
        if (!attribute[0].Encoded.Span.SequenceEqual(DerWriter.Oid(timestampAttribute)))
            throw new InvalidDataException("It has an unsigned attribute that is no timestamp.");
        return Only(DerElement.Read(attribute[1].Encoded, DerWriter.Set).Content, DerWriter.Sequence).Encoded;
    }

    private static DerElement Only(ReadOnlyMemory<byte> data, byte tag)
    {
        var element = DerElement.Read(data, tag);
        return element.Encoded.Length == data.Length ? element : throw new InvalidDataException("Something follows an ASN.1 element.");
    }
}
