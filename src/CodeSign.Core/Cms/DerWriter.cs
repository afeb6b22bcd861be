using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Globalization;

namespace CodeSign.Cms;

/// <summary>
/// Puts encodings together (X.690, sections 8 and 10) where parts made elsewhere - certificates, tokens, names, other signatures -
/// must stay exactly the bytes they are, which an ASN.1 object model does not promise. All that every signature needs is here, in
/// plain arrays: the runtime compiles anew in each process what is generic over a struct, and what a library has not compiled ahead.
/// </summary>
internal static class DerWriter
{
    public const byte Sequence = 0x30;
    public const byte Set = 0x31;

    private const byte IntegerTag = 0x02;
    private const byte OctetStringTag = 0x04;
    private const byte ObjectIdentifierTag = 0x06;

    private static readonly byte[] Null = [0x05, 0x00];

    /// <summary>The tag [<paramref name="number"/>] of a constructed, context-specific value.</summary>
    public static byte Context(int number) => (byte)(0xA0 | number);

    /// <summary>The tag [<paramref name="number"/>] of a primitive, context-specific value.</summary>
    public static byte Primitive(int number) => (byte)(0x80 | number);

    /// <summary>One element: a tag, its length, and the contents one after another.</summary>
    public static byte[] Wrap(byte tag, params byte[][] contents)
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
            content.CopyTo(encoded, at);
            at += content.Length;
        }

        return encoded;
    }

    /// <summary>A SET OF in the order that DER demands (X.690, section 11.6).</summary>
    public static byte[] SetOf(byte tag, params IEnumerable<byte[]> elements)
    {
        var sorted = elements.ToArray();
        Array.Sort(sorted, Compare);
        return Wrap(tag, sorted);
    }

    /// <summary>
    /// Adds an element to those of a SET OF: before the first one that is greater. What is in DER order stays so, and what is
    /// not keeps the order it has.
    /// </summary>
    public static void Insert(List<byte[]> elements, byte[] element)
    {
        var place = elements.FindIndex(other => Compare(other, element) > 0);
        elements.Insert(place < 0 ? elements.Count : place, element);
    }

    /// <summary>An Attribute (RFC 5652, section 5.3) with one value.</summary>
    public static byte[] Attribute(string type, byte[] value) => Wrap(Sequence, Oid(type), Wrap(Set, value));

    /// <summary>An AlgorithmIdentifier (RFC 5280, section 4.1.1.2) whose parameters are left out.</summary>
    public static byte[] Algorithm(string oid) => Wrap(Sequence, Oid(oid));

    /// <summary>An AlgorithmIdentifier whose parameters are NULL.</summary>
    public static byte[] AlgorithmWithNull(string oid) => Wrap(Sequence, Oid(oid), Null);

    /// <summary>An INTEGER of the contents octets given: big-endian, two's complement, no longer than needed.</summary>
    public static byte[] Integer(byte[] contents) => Wrap(IntegerTag, contents);

    /// <summary>An OCTET STRING.</summary>
    public static byte[] OctetString(byte[] contents) => Wrap(OctetStringTag, contents);

    /// <summary>
    /// The DER of an object identifier (X.690, section 8.19) whose arcs have 32 bits at most. The runtime's writer knows many by heart, in
    /// a method so long that to compile it again, as it is for a few hundred signatures, takes 70 ms and 7 MB.
    /// </summary>
    public static byte[] Oid(string oid)
    {
        var contents = new byte[oid.Length];
        var (length, first) = (0, 0u);
        for (int at = 0, end; at < oid.Length; at = end + 1)
        {
            var dot = oid.IndexOf('.', at);
            end = dot < 0 ? oid.Length : dot;
            var arc = uint.Parse(oid.AsSpan(at, end - at), NumberStyles.None, CultureInfo.InvariantCulture);
            if (at == 0)
                first = arc;
            else
                length += WriteArc(contents.AsSpan(length), length == 0 ? checked((40 * first) + arc) : arc);
        }

        return Wrap(ObjectIdentifierTag, contents[..length]);
    }

    /// <summary>A Time as CMS has it (RFC 5652, section 11.3): a UTCTime until 2049, then a GeneralizedTime; whole seconds.</summary>
    public static byte[] Time(DateTimeOffset time)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        if (time.UtcDateTime.Year is >= 1950 and < 2050)
            writer.WriteUtcTime(time);
        else
            writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
        return writer.Encode();
    }

    private static int Compare(byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right);

    /// <summary>Base 128, the most significant digit first; all but the last have their highest bit set.</summary>
    private static int WriteArc(Span<byte> contents, uint arc)
    {
        var length = 1;
        for (var rest = arc >> 7; rest > 0; rest >>= 7)
            length++;
        for (var at = length - 1; at >= 0; at--, arc >>= 7)
            contents[at] = (byte)((arc & 0x7F) | (at < length - 1 ? 0x80u : 0));
        return length;
    }

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
