using System.Globalization;
using System.Text;
using CodeSign.Cms;

namespace CodeSign.Formats.PortableExecutable;

/// <summary>
/// What an Authenticode signature of a PE file signs ("Windows Authenticode Portable Executable Signature Format", Microsoft, 2008):
/// the SpcIndirectDataContent with the file's digest, the statement type, and the description.
/// </summary>
internal static class AuthenticodeContent
{
    /// <summary>No root, the signer by issuer and serial number, everything version 1, and Microsoft's own timestamp attribute.</summary>
    public static readonly SignedDataStyle Style =
        new(IncludeRoot: false, PreferSubjectKeyIdentifier: false, TimestampAttribute: Oids.SpcTimestampToken);

    /// <summary>
    /// SpcPeImageData as Microsoft writes it: no flags, and a file link that is an empty string.
    /// </summary>
    private static readonly byte[] PeImageData = [0x30, 0x09, 0x03, 0x01, 0x00, 0xA0, 0x04, 0xA2, 0x02, 0x80, 0x00];

    /// <summary>Describes what is to be signed.</summary>
    /// <param name="fileDigest">The file's Authenticode digest.</param>
    /// <param name="digest">What it was made with, and what the signature is to use.</param>
    /// <param name="description">The program's name, shown by Windows.</param>
    /// <param name="moreInformation">Where a person can read about the program.</param>
    public static SignedContent Create(byte[] fileDigest, DigestAlgorithm digest, string? description, Uri? moreInformation)
    {
        byte[][] contents =
        [
            DerWriter.Wrap(DerWriter.Sequence, DerWriter.Oid(Oids.SpcPeImageData), PeImageData),
            DerWriter.Wrap(DerWriter.Sequence, SignedDataBuilder.DigestIdentifier(digest), DerWriter.OctetString(fileDigest)),
        ];
        return new SignedContent
        {
            ContentType = Oids.SpcIndirectData,
            EncodedContent = DerWriter.Wrap(DerWriter.Sequence, contents[0], contents[1]),
            ContentOctets = (byte[])[.. contents[0], .. contents[1]],
            SignedAttributes = [StatementType(), OpusInfo(description, moreInformation)],
            Digest = digest,
            Style = Style,
        };
    }

    private static byte[] StatementType() => DerWriter.Attribute(
        Oids.SpcStatementType, DerWriter.Wrap(DerWriter.Sequence, DerWriter.Oid(Oids.SpcIndividual)));

    /// <summary>SpcSpOpusInfo: programName [0] SpcString (unicode [0]), moreInfo [1] SpcLink (url [0]). Present even when empty.</summary>
    private static byte[] OpusInfo(string? description, Uri? moreInformation)
    {
        var programName = string.IsNullOrEmpty(description)
            ? []
            : DerWriter.Wrap(DerWriter.Context(0), DerWriter.Wrap(DerWriter.Primitive(0), Encoding.BigEndianUnicode.GetBytes(description)));
        var moreInfo = moreInformation is null
            ? []
            : DerWriter.Wrap(DerWriter.Context(1), DerWriter.Wrap(DerWriter.Primitive(0), Encoding.ASCII.GetBytes(Ascii(moreInformation))));
        return DerWriter.Attribute(Oids.SpcOpusInfo, DerWriter.Wrap(DerWriter.Sequence, programName, moreInfo));
    }

    /// <summary>An address in the ASCII that IA5String asks for: the host in Punycode, the rest escaped.</summary>
    private static string Ascii(Uri address)
    {
        var host = address.IdnHost;
        return host == address.Host
            ? address.AbsoluteUri
            : new UriBuilder(address) { Host = new IdnMapping().GetAscii(address.Host) }.Uri.AbsoluteUri;
    }
}
