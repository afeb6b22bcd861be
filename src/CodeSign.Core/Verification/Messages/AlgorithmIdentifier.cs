using System.Formats.Asn1;

namespace CodeSign.Verification.Messages;

/// <summary>AlgorithmIdentifier (RFC 5280, section 4.1.1.2).</summary>
/// <param name="Oid">The algorithm, a dotted object identifier.</param>
/// <param name="Parameters">DER of the parameters, empty where there are none.</param>
internal sealed record AlgorithmIdentifier(string Oid, ReadOnlyMemory<byte> Parameters)
{
    private static ReadOnlySpan<byte> Null => [0x05, 0x00];

    /// <summary>Whether the parameters are absent or NULL, the two ways to say that there are none.</summary>
    public bool HasNoParameters => Parameters.IsEmpty || Parameters.Span.SequenceEqual(Null);

    /// <summary>Whether the parameters are NULL, in so many words.</summary>
    public bool HasNullParameters => Parameters.Span.SequenceEqual(Null);

    public static AlgorithmIdentifier Read(AsnReader reader)
    {
        var sequence = reader.ReadSequence();
        var oid = sequence.ReadObjectIdentifier();
        var parameters = sequence.HasData ? sequence.ReadEncodedValue() : default;
        sequence.ThrowIfNotEmpty();
        return new AlgorithmIdentifier(oid, parameters);
    }
}
