using System.Buffers.Binary;
using Org.BouncyCastle.Asn1;

namespace CodeSign.Cms;

/// <summary>
/// Puts encodings together (X.690, sections 8 and 10) where parts made elsewhere - certificates, tokens, names, other signatures -
/// must stay exactly the bytes they are, which an ASN.1 object model does not promise.
/// </summary>
internal static class DerWriter
{
    public const byte Sequence = 0x30;
    public const byte Set = 0x31;

    /// <summary>The tag [<paramref name="number"/>] of a constructed, context-specific value.</summary>
    public static byte Context(int number) => (byte)(0xA0 | number);

    /// <summary>One element: a tag, its length, and the contents one after another.</summary>
    public static byte[] Wrap(byte tag, params ReadOnlySpan<ReadOnlyMemory<byte>> contents)
    {
        var length = 0;
        foreach (var content in contents)
            length = checked(length + content.Length);

        Span<byte> header = stackalloc byte[6];
        var headerLength = WriteHeader(header, tag, length);
        var encoded = new byte[checked(headerLength + length)];
        header[..headerLength].CopyTo(encoded);
        var at = headerLength;
        foreach (var content in contents)
        {
            content.Span.CopyTo(encoded.AsSpan(at));
            at += content.Length;
        }

        return encoded;
    }

    /// <summary>A SET OF in the order that DER demands (X.690, section 11.6).</summary>
    public static byte[] SetOf(byte tag, IEnumerable<ReadOnlyMemory<byte>> elements)
    {
        var sorted = elements.ToArray();
        Array.Sort(sorted, Compare);
        return Wrap(tag, sorted);
    }

    /// <summary>
    /// Adds an element to those of a SET OF: before the first one that is greater. What is in DER order stays so, and what is
    /// not keeps the order it has.
    /// </summary>
    public static void Insert(List<ReadOnlyMemory<byte>> elements, ReadOnlyMemory<byte> element)
    {
        var place = elements.FindIndex(other => Compare(other, element) > 0);
        elements.Insert(place < 0 ? elements.Count : place, element);
    }

    /// <summary>An Attribute (RFC 5652, section 5.3) with the values given, in DER order.</summary>
    public static byte[] Attribute(string type, params ReadOnlySpan<ReadOnlyMemory<byte>> values) =>
        Wrap(Sequence, Oid(type), SetOf(Set, values.ToArray()));

    /// <summary>An INTEGER of the contents octets given: big-endian, two's complement, no longer than needed.</summary>
    public static byte[] Integer(ReadOnlyMemory<byte> contents) => Wrap(0x02, contents);

    /// <summary>The DER of an object identifier.</summary>
    public static byte[] Oid(string oid) => Encode(new DerObjectIdentifier(oid));

    /// <summary>The DER of an ASN.1 object.</summary>
    public static byte[] Encode(Asn1Encodable value) => value.GetEncoded(Asn1Encodable.Der);

    private static int Compare(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceCompareTo(right.Span);

    private static int WriteHeader(Span<byte> header, byte tag, int length)
    {
        header[0] = tag;
        if (length < 0x80)
        {
            header[1] = (byte)length;
            return 2;
        }

        Span<byte> bigEndian = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bigEndian, length);
        var significant = bigEndian.TrimStart((byte)0);
        header[1] = (byte)(0x80 | significant.Length);
        significant.CopyTo(header[2..]);
        return 2 + significant.Length;
    }
}
