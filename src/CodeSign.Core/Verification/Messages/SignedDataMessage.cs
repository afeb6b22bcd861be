using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;

namespace CodeSign.Verification.Messages;

/// <summary>
/// SignedData in its ContentInfo (RFC 5652, section 5.1; PKCS #7 1.5, section 9.1, for Authenticode), as it stands in the
/// message. Reading it proves nothing but that it is well-formed, to the last byte.
/// </summary>
internal sealed class SignedDataMessage
{
    private const int MostCertificates = 128;
    private const int MostSigners = 16;
    private const int MostDigestAlgorithms = 16;

    private static readonly Asn1Tag OctetStringInParts = Asn1Tag.ConstructedOctetString;
    private static readonly Asn1Tag ContextZero = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag ContextOne = new(TagClass.ContextSpecific, 1);

    private SignedDataMessage()
    {
    }

    public required int Version { get; init; }

    public required IReadOnlyList<AlgorithmIdentifier> DigestAlgorithms { get; init; }

    /// <summary>eContentType.</summary>
    public required string ContentType { get; init; }

    /// <summary>The value inside eContent's [0] EXPLICIT tag with its own tag and length; empty where the content is detached.</summary>
    public required ReadOnlyMemory<byte> EncodedContent { get; init; }

    /// <summary>Whether the content is an OCTET STRING that stands in the message in parts (BER).</summary>
    public required bool IsContentInParts { get; init; }

    /// <summary>DER of each certificate, in the message's order.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; init; }

    /// <summary>
    /// The bytes of what is neither certificate nor signer: revocation lists, and the attribute certificates of Microsoft's
    /// timestamp authorities.
    /// </summary>
    public required int OtherSize { get; init; }

    public required IReadOnlyList<SignerMessage> Signers { get; init; }

    /// <summary>Reads a message that takes up all of the bytes.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> encoded,
        [NotNullWhen(true)] out SignedDataMessage? message,
        [NotNullWhen(false)] out string? reason)
    {
        try
        {
            message = Read(encoded);
            reason = null;
            return true;
        }
        catch (AsnContentException e)
        {
            message = null;
            reason = e.Message;
            return false;
        }
    }

    /// <summary>
    /// The octets of the content, which messageDigest is computed over: those of an OCTET STRING for CMS, and for any other value
    /// those behind its tag and length (RFC 5652, section 5.4, and PKCS #7).
    /// </summary>
    public ReadOnlyMemory<byte> ContentOctets()
    {
        AsnDecoder.ReadEncodedValue(EncodedContent.Span, AsnEncodingRules.DER, out var start, out var length, out _);
        return EncodedContent.Slice(start, length);
    }

    private static SignedDataMessage Read(ReadOnlyMemory<byte> encoded)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.DER);
        var contentInfo = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (contentInfo.ReadObjectIdentifier() != MessageOids.SignedData)
            throw new AsnContentException("It is not a SignedData.");

        var content = contentInfo.ReadSequence(ContextZero);
        contentInfo.ThrowIfNotEmpty();
        var signedData = content.ReadSequence();
        content.ThrowIfNotEmpty();

        if (!signedData.TryReadInt32(out var version))
            throw new AsnContentException("The version is out of range.");

        var digestAlgorithms = ReadMany(
            signedData.ReadSetOf(skipSortOrderValidation: true), MostDigestAlgorithms, AlgorithmIdentifier.Read);
        var encapsulated = signedData.ReadSequence();
        var contentType = encapsulated.ReadObjectIdentifier();
        var (encodedContent, isInParts) = encapsulated.HasData ? ReadContent(encapsulated.ReadEncodedValue()) : default;
        encapsulated.ThrowIfNotEmpty();
        var otherSize = 0;
        List<ReadOnlyMemory<byte>> certificates = [];
        if (signedData.HasData && signedData.PeekTag().HasSameClassAndValue(ContextZero))
        {
            var set = signedData.ReadSetOf(skipSortOrderValidation: true, ContextZero);
            otherSize = ReadCertificates(set, certificates);
        }

        if (signedData.HasData && signedData.PeekTag().HasSameClassAndValue(ContextOne))
            otherSize += signedData.ReadEncodedValue().Length;

        var signers = ReadMany(signedData.ReadSetOf(skipSortOrderValidation: true), MostSigners, SignerMessage.Read);
        signedData.ThrowIfNotEmpty();

        return new SignedDataMessage
        {
            Version = version,
            DigestAlgorithms = digestAlgorithms,
            ContentType = contentType,
            EncodedContent = encodedContent,
            IsContentInParts = isInParts,
            Certificates = certificates,
            OtherSize = otherSize,
            Signers = signers,
        };
    }

    /// <summary>
    /// The value of eContent. An OCTET STRING in parts, as nuget.org wrote it in 2018, is put together: what is signed are its octets
    /// (RFC 5652, section 5.4). All else is DER.
    /// </summary>
    private static (ReadOnlyMemory<byte> Encoded, bool IsInParts) ReadContent(ReadOnlyMemory<byte> tagged)
    {
        var content = new AsnReader(tagged, AsnEncodingRules.BER).ReadSequence(ContextZero);
        var isInParts = content.PeekTag() == OctetStringInParts;
        if (!isInParts)
            content = new AsnReader(tagged, AsnEncodingRules.DER).ReadSequence(ContextZero);
        var encoded = isInParts ? EncodeOctetString(content.ReadOctetString()) : content.ReadEncodedValue();
        content.ThrowIfNotEmpty();
        return (encoded, isInParts);
    }

    private static byte[] EncodeOctetString(byte[] octets)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString(octets);
        return writer.Encode();
    }

    /// <summary>
    /// Reads the certificates, and gives the size of what is none. CertificateChoices: a certificate is a SEQUENCE, all else is tagged
    /// (RFC 5652, section 10.2.2).
    /// </summary>
    private static int ReadCertificates(AsnReader set, List<ReadOnlyMemory<byte>> certificates)
    {
        var otherSize = 0;
        foreach (var choice in ReadMany(set, MostCertificates, reader => reader.ReadEncodedValue()))
        {
            if (choice.Span[0] == 0x30)
                certificates.Add(choice);
            else
                otherSize += choice.Length;
        }

        return otherSize;
    }

    private static List<T> ReadMany<T>(AsnReader set, int most, Func<AsnReader, T> read)
    {
        var items = new List<T>();
        while (set.HasData)
        {
            if (items.Count == most)
                throw new AsnContentException($"A set has more than {most} elements.");

            items.Add(read(set));
        }

        return items;
    }
}
