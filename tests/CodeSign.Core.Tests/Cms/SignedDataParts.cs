using System.Formats.Asn1;

namespace CodeSign.Core.Tests.Cms;

/// <summary>A SignedData taken apart for assertions, strictly as DER, by code that shares nothing with the writer.</summary>
internal sealed class SignedDataParts
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1, isConstructed: true);

    public SignedDataParts(ReadOnlyMemory<byte> contentInfo)
    {
        var outer = Read(contentInfo).ReadSequence();
        ContentInfoType = outer.ReadObjectIdentifier();
        var signedData = outer.ReadSequence(Context0).ReadSequence();
        Version = (int)signedData.ReadInteger();
        DigestAlgorithms = signedData.ReadEncodedValue();
        EncapsulatedContent = signedData.ReadEncodedValue();
        for (var certificates = signedData.ReadSetOf(Context0); certificates.HasData;)
            Certificates.Add(certificates.ReadEncodedValue().ToArray());

        var signer = signedData.ReadSetOf().ReadSequence();
        SignerVersion = (int)signer.ReadInteger();
        SignerIdentifier = signer.ReadEncodedValue();
        SignerDigestAlgorithm = signer.ReadEncodedValue();
        var attributes = signer.PeekEncodedValue().ToArray();
        attributes[0] = 0x31;
        SignedAttributesEncoded = attributes;
        SignedAttributes = Attributes(signer.ReadSetOf(Context0));
        SignatureAlgorithm = signer.ReadEncodedValue();
        Signature = signer.ReadOctetString();
        UnsignedAttributes = signer.HasData ? Attributes(signer.ReadSetOf(Context1)) : [];
    }

    public string ContentInfoType { get; }

    public int Version { get; }

    public ReadOnlyMemory<byte> DigestAlgorithms { get; }

    public ReadOnlyMemory<byte> EncapsulatedContent { get; }

    public List<byte[]> Certificates { get; } = [];

    public int SignerVersion { get; }

    public ReadOnlyMemory<byte> SignerIdentifier { get; }

    public ReadOnlyMemory<byte> SignerDigestAlgorithm { get; }

    public byte[] SignedAttributesEncoded { get; }

    public SortedDictionary<string, ReadOnlyMemory<byte>> SignedAttributes { get; }

    public ReadOnlyMemory<byte> SignatureAlgorithm { get; }

    public byte[] Signature { get; }

    public SortedDictionary<string, ReadOnlyMemory<byte>> UnsignedAttributes { get; }

    /// <summary>All that a format determines: the outlines of everything but the certificates and names.</summary>
    public string Outline()
    {
        var parts = new List<string>
        {
            ContentInfoType, $"version {Version}", Asn1Outline.Of(DigestAlgorithms), Asn1Outline.Of(EncapsulatedContent),
            $"signer version {SignerVersion}", Asn1Outline.Of(SignerIdentifier, maximumDepth: 0), Asn1Outline.Of(SignerDigestAlgorithm),
        };
        parts.AddRange(SignedAttributes.Select(a => $"signed {a.Key}\n{Asn1Outline.Of(a.Value)}"));
        parts.Add(Asn1Outline.Of(SignatureAlgorithm));
        parts.AddRange(UnsignedAttributes.Select(a => $"unsigned {a.Key}\n{Asn1Outline.Of(a.Value, maximumDepth: 1)}"));
        return string.Join('\n', parts.Select(p => p.TrimEnd()));
    }

    private static SortedDictionary<string, ReadOnlyMemory<byte>> Attributes(AsnReader set)
    {
        var attributes = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        while (set.HasData)
        {
            var attribute = set.ReadSequence();
            attributes.Add(attribute.ReadObjectIdentifier(), attribute.ReadEncodedValue());
        }

        return attributes;
    }

    private static AsnReader Read(ReadOnlyMemory<byte> encoded) => new(encoded, AsnEncodingRules.DER);
}
