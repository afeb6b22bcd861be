using System.Formats.Asn1;

namespace CodeSign.Verification.Messages;

/// <summary>Attribute (RFC 5652, section 5.3).</summary>
/// <param name="Oid">The attribute's type.</param>
/// <param name="Values">DER of each value.</param>
internal sealed record MessageAttribute(string Oid, IReadOnlyList<ReadOnlyMemory<byte>> Values)
{
    /// <summary>The most attributes, and values of one, that any honest message comes near to.</summary>
    private const int Most = 64;

    /// <summary>The values' bytes together.</summary>
    public long Size => Values.Sum(value => (long)value.Length);

    /// <summary>Reads a SET OF Attribute whose tag and length are given by the caller's reader.</summary>
    public static List<MessageAttribute> ReadAll(AsnReader set)
    {
        var attributes = new List<MessageAttribute>();
        while (set.HasData)
        {
            if (attributes.Count == Most)
                throw new AsnContentException($"There are more than {Most} attributes.");

            var sequence = set.ReadSequence();
            var oid = sequence.ReadObjectIdentifier();
            attributes.Add(new MessageAttribute(oid, ReadValues(sequence.ReadSetOf(skipSortOrderValidation: true))));
            sequence.ThrowIfNotEmpty();
        }

        return attributes;
    }

    private static List<ReadOnlyMemory<byte>> ReadValues(AsnReader set)
    {
        var values = new List<ReadOnlyMemory<byte>>();
        while (set.HasData)
        {
            if (values.Count == Most)
                throw new AsnContentException($"An attribute has more than {Most} values.");

            values.Add(set.ReadEncodedValue());
        }

        return values;
    }
}
