using System.Formats.Asn1;
using System.Globalization;
using CodeSign.Verification.Messages;
using CodeSign.Verification.PortableExecutable;

namespace CodeSign.Verification.Inspection;

/// <summary>Values of attributes in words.</summary>
internal static class AttributeText
{
    private const int MostBytesShown = 64;

    /// <summary>Describes a value.</summary>
    /// <param name="signer">Whose attribute it is.</param>
    /// <param name="oid">The attribute's type.</param>
    /// <param name="value">DER of the value.</param>
    public static string Of(SignerMessage signer, string oid, ReadOnlyMemory<byte> value)
    {
        try
        {
            return Describe(signer, oid, value) ?? Hex(value);
        }
        catch (AsnContentException)
        {
            return $"malformed: {Hex(value)}";
        }
    }

    private static string? Describe(SignerMessage signer, string oid, ReadOnlyMemory<byte> value)
    {
        var reader = new AsnReader(value, AsnEncodingRules.DER);
        return oid switch
        {
            MessageOids.ContentTypeAttribute => ObjectNames.Describe(reader.ReadObjectIdentifier()),
            MessageOids.MessageDigestAttribute => Convert.ToHexStringLower(reader.ReadOctetString()),
            MessageOids.SigningTimeAttribute => ReadTime(reader).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            MessageOids.CommitmentTypeAttribute => ObjectNames.Describe(reader.ReadSequence().ReadObjectIdentifier()),
            ObjectNames.StatementTypeAttribute => string.Join(", ", ReadIdentifiers(reader.ReadSequence()).Select(ObjectNames.Describe)),
            MessageOids.SigningCertificateAttribute => Certificate(value, version: 1),
            MessageOids.SigningCertificateV2Attribute => Certificate(value, version: 2),
            MessageOids.SpcOpusInfo => Opus(OpusInfo.Read(signer)),
            _ => null,
        };
    }

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        (reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime()).ToUniversalTime();

    private static IEnumerable<string> ReadIdentifiers(AsnReader sequence)
    {
        while (sequence.HasData)
            yield return sequence.ReadObjectIdentifier();
    }

    private static string? Certificate(ReadOnlyMemory<byte> value, int version)
    {
        if (SigningCertificateAttribute.TryRead(value, version) is not { } attribute)
            return null;
        var issuer = attribute.HasIssuerSerial ? ", with issuer and serial number" : "";
        return $"{attribute.Digest} {Convert.ToHexStringLower(attribute.Hash.Span)}{issuer}";
    }

    private static string Opus(OpusInfo info) => (info.Description, info.Url) switch
    {
        (null, null) => "empty",
        ({ } description, null) => description,
        (null, { } url) => url,
        ({ } description, { } url) => $"{description}, {url}",
    };

    private static string Hex(ReadOnlyMemory<byte> value) => value.Length <= MostBytesShown
        ? Convert.ToHexStringLower(value.Span)
        : $"{Convert.ToHexStringLower(value.Span[..MostBytesShown])}... ({value.Length} bytes)";
}
