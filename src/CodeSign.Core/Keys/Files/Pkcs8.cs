using System.Formats.Asn1;
using System.Security.Cryptography;

namespace CodeSign.Keys.Files;

/// <summary>What has to be known of a PKCS #8 PrivateKeyInfo (RFC 5958, section 2) before it is imported.</summary>
internal static class Pkcs8
{
    /// <summary>The private key's algorithm, a dotted object identifier.</summary>
    /// <exception cref="CryptographicException">It is malformed.</exception>
    public static string ReadAlgorithm(ReadOnlySpan<byte> encoded)
    {
        try
        {
            AsnDecoder.ReadSequence(encoded, AsnEncodingRules.BER, out var offset, out var length, out _);
            var body = encoded.Slice(offset, length);
            AsnDecoder.ReadIntegerBytes(body, AsnEncodingRules.BER, out var consumed);
            body = body[consumed..];
            AsnDecoder.ReadSequence(body, AsnEncodingRules.BER, out offset, out length, out _);
            return AsnDecoder.ReadObjectIdentifier(body.Slice(offset, length), AsnEncodingRules.BER, out _);
        }
        catch (AsnContentException e)
        {
            throw new CryptographicException("The private key is not PKCS #8.", e);
        }
    }
}
