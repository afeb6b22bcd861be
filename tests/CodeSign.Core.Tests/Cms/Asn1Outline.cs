using System.Formats.Asn1;
using System.Text;

namespace CodeSign.Core.Tests.Cms;

/// <summary>
/// What a structure is built like, as text: the tags, the object identifiers and the small integers, indented. Other values are left
/// out, so that two structures of the same kind have the same outline.
/// </summary>
internal static class Asn1Outline
{
    public static string Of(ReadOnlyMemory<byte> encoded, int maximumDepth = int.MaxValue)
    {
        var text = new StringBuilder();
        Write(text, new AsnReader(encoded, AsnEncodingRules.DER), 0, maximumDepth);
        return text.ToString();
    }

    private static void Write(StringBuilder text, AsnReader reader, int depth, int maximumDepth)
    {
        while (reader.HasData)
        {
            var tag = reader.PeekTag();
            text.Append(' ', 2 * depth).Append(Name(tag));
            if (tag.HasSameClassAndValue(Asn1Tag.ObjectIdentifier))
                text.Append(' ').Append(reader.ReadObjectIdentifier());
            else if (tag.HasSameClassAndValue(Asn1Tag.Integer))
                text.Append(reader.ReadIntegerBytes() is { Length: 1 } small ? $" {small.Span[0]}" : "");
            else if (!tag.IsConstructed)
                reader.ReadEncodedValue();
            text.Append('\n');
            if (tag.IsConstructed)
                WriteInside(text, reader, tag, depth, maximumDepth);
        }
    }

    private static void WriteInside(StringBuilder text, AsnReader reader, Asn1Tag tag, int depth, int maximumDepth)
    {
        var isSet = tag.HasSameClassAndValue(Asn1Tag.SetOf);
        var inner = isSet ? reader.ReadSetOf() : reader.ReadSequence(tag);
        if (depth < maximumDepth)
            Write(text, inner, depth + 1, maximumDepth);
    }

    private static string Name(Asn1Tag tag) =>
        tag.TagClass == TagClass.ContextSpecific ? $"[{tag.TagValue}]" : ((UniversalTagNumber)tag.TagValue).ToString();
}
