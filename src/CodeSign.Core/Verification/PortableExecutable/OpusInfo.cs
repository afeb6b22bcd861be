using System.Formats.Asn1;
using System.Text;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.PortableExecutable;

/// <summary>SpcSpOpusInfo: what the signer calls the file. For people; nothing is decided by it.</summary>
internal sealed record OpusInfo(string? Description, string? Url)
{
    private static readonly Asn1Tag ContextZero = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag ContextOne = new(TagClass.ContextSpecific, 1);
    private static readonly OpusInfo None = new(null, null);

    public static OpusInfo Read(SignerMessage signer)
    {
        if (signer.SingleSignedValue(MessageOids.SpcOpusInfo) is not { } encoded)
            return None;

        try
        {
            var sequence = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
            var description = NextIs(sequence, ContextZero) ? ReadString(sequence.ReadSequence(ContextZero)) : null;
            var url = NextIs(sequence, ContextOne) ? ReadLink(sequence.ReadSequence(ContextOne)) : null;
            return new OpusInfo(description, url);
        }
        catch (AsnContentException)
        {
            return None;
        }
    }

    private static string? ReadString(AsnReader reader) => NextIs(reader, ContextZero)
        ? Encoding.BigEndianUnicode.GetString(reader.ReadOctetString(ContextZero))
        : NextIs(reader, ContextOne) ? Encoding.ASCII.GetString(reader.ReadOctetString(ContextOne)) : null;

    private static string? ReadLink(AsnReader reader) =>
        NextIs(reader, ContextZero) ? Encoding.ASCII.GetString(reader.ReadOctetString(ContextZero)) : null;

    private static bool NextIs(AsnReader reader, Asn1Tag tag) => reader.HasData && reader.PeekTag().HasSameClassAndValue(tag);
}
