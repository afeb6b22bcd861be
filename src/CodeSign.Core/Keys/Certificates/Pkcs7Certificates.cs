using System.Formats.Asn1;

namespace CodeSign.Keys.Certificates;

/// <summary>Takes the certificates out of a SignedData (RFC 5652, section 5.1), which is how .p7b files carry them.</summary>
internal static class Pkcs7Certificates
{
    private const string SignedData = "1.2.840.113549.1.7.2";

    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);

    /// <exception cref="AsnContentException">It is malformed, or no SignedData.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> encoded)
    {
        var contentInfo = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        if (contentInfo.ReadObjectIdentifier() != SignedData)
            throw new AsnContentException("It is no SignedData.");

        var signedData = contentInfo.ReadSequence(Context0).ReadSequence();
        signedData.ReadInteger();
        signedData.ReadEncodedValue();
        signedData.ReadEncodedValue();
        var certificates = new List<ReadOnlyMemory<byte>>();
        if (!signedData.HasData || signedData.PeekTag() is not { TagClass: TagClass.ContextSpecific, TagValue: 0 })
            return certificates;

        var set = signedData.ReadSetOf(skipSortOrderValidation: true, Context0);
        while (set.HasData)
        {
            // Attribute certificates and the like share the set, each with a context tag.
            var isCertificate = set.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence);
            var element = set.ReadEncodedValue();
            if (isCertificate)
                certificates.Add(element);
        }

        return certificates;
    }
}
