using System.Formats.Asn1;

namespace CodeSign.Verification.Revocation;

/// <summary>What revocation lists and OCSP answers have in common.</summary>
internal static class RevocationAsn
{
    public static readonly Asn1Tag ContextZero = new(TagClass.ContextSpecific, 0);
    public static readonly Asn1Tag ContextOne = new(TagClass.ContextSpecific, 1);
    public static readonly Asn1Tag ContextTwo = new(TagClass.ContextSpecific, 2);
    public static readonly Asn1Tag UniformResourceIdentifier = new(TagClass.ContextSpecific, 6);

    /// <summary>Time (RFC 5280, section 4.1.2.5), UTC.</summary>
    public static DateTimeOffset ReadTime(AsnReader reader) =>
        (NextIs(reader, Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime()).ToUniversalTime();

    /// <summary>Whether the next value has a tag.</summary>
    public static bool NextIs(AsnReader reader, Asn1Tag tag) => reader.HasData && reader.PeekTag().HasSameClassAndValue(tag);

    /// <summary>Reads an Extension.</summary>
    public static (string Oid, bool IsCritical, ReadOnlyMemory<byte> Value) ReadExtension(AsnReader extensions)
    {
        var sequence = extensions.ReadSequence();
        var oid = sequence.ReadObjectIdentifier();
        var isCritical = NextIs(sequence, Asn1Tag.Boolean) && sequence.ReadBoolean();
        var value = sequence.ReadOctetString();
        sequence.ThrowIfNotEmpty();
        return (oid, isCritical, value);
    }

    /// <summary>Reads a CRLReason.</summary>
    public static RevocationReason ReadReason(AsnReader reader)
    {
        var octets = reader.ReadEnumeratedBytes().Span;
        var reason = octets is [var value] ? (RevocationReason)value : (RevocationReason)(-1);
        return Enum.IsDefined(reason) ? reason : throw new AsnContentException("A revocation has a reason that no standard knows.");
    }
}
