using System.Formats.Asn1;

namespace CodeSign.Verification.Messages;

/// <summary>SignerInfo (RFC 5652, section 5.3), as it stands in the message.</summary>
internal sealed class SignerMessage
{
    private static readonly Asn1Tag ContextZero = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag ContextOne = new(TagClass.ContextSpecific, 1);

    private SignerMessage()
    {
    }

    public required int Version { get; init; }

    /// <summary>DER of the issuer's name; empty where the signer is named by its key identifier.</summary>
    public required ReadOnlyMemory<byte> Issuer { get; init; }

    /// <summary>The certificate's serial number, its INTEGER's octets.</summary>
    public required ReadOnlyMemory<byte> SerialNumber { get; init; }

    /// <summary>The SubjectKeyIdentifier; empty where the signer is named by issuer and serial number.</summary>
    public required ReadOnlyMemory<byte> SubjectKeyIdentifier { get; init; }

    public required AlgorithmIdentifier DigestAlgorithm { get; init; }

    /// <summary>The signed attributes as they stand in the message, under their [0] tag.</summary>
    public required ReadOnlyMemory<byte> EncodedSignedAttributes { get; init; }

    public required IReadOnlyList<MessageAttribute> SignedAttributes { get; init; }

    public required AlgorithmIdentifier SignatureAlgorithm { get; init; }

    public required ReadOnlyMemory<byte> Signature { get; init; }

    public required IReadOnlyList<MessageAttribute> UnsignedAttributes { get; init; }

    /// <exception cref="AsnContentException">It is malformed.</exception>
    public static SignerMessage Read(AsnReader reader)
    {
        var sequence = reader.ReadSequence();
        var version = ReadVersion(sequence);
        ReadOnlyMemory<byte> issuer = default, serial = default, keyIdentifier = default;
        if (sequence.PeekTag().HasSameClassAndValue(ContextZero))
        {
            keyIdentifier = sequence.ReadOctetString(ContextZero);
        }
        else
        {
            var name = sequence.ReadSequence();
            issuer = name.ReadEncodedValue();
            serial = name.ReadIntegerBytes();
            name.ThrowIfNotEmpty();
        }

        var digestAlgorithm = AlgorithmIdentifier.Read(sequence);
        ReadOnlyMemory<byte> encodedAttributes = default;
        List<MessageAttribute> signedAttributes = [];
        if (sequence.PeekTag().HasSameClassAndValue(ContextZero))
        {
            encodedAttributes = sequence.PeekEncodedValue();
            signedAttributes = MessageAttribute.ReadAll(sequence.ReadSetOf(skipSortOrderValidation: true, ContextZero));
        }

        var signatureAlgorithm = AlgorithmIdentifier.Read(sequence);
        var signature = sequence.ReadOctetString();
        List<MessageAttribute> unsignedAttributes = sequence.HasData
            ? MessageAttribute.ReadAll(sequence.ReadSetOf(skipSortOrderValidation: true, ContextOne))
            : [];
        sequence.ThrowIfNotEmpty();

        return new SignerMessage
        {
            Version = version,
            Issuer = issuer,
            SerialNumber = serial,
            SubjectKeyIdentifier = keyIdentifier,
            DigestAlgorithm = digestAlgorithm,
            EncodedSignedAttributes = encodedAttributes,
            SignedAttributes = signedAttributes,
            SignatureAlgorithm = signatureAlgorithm,
            Signature = signature,
            UnsignedAttributes = unsignedAttributes,
        };
    }

    /// <summary>The signed attributes of a type: none, one, or (against the standard) several.</summary>
    public IEnumerable<MessageAttribute> Signed(string oid) => SignedAttributes.Where(attribute => attribute.Oid == oid);

    /// <summary>
    /// The one value of the one signed attribute of a type, or <see langword="null"/> where there is none or more than one.
    /// </summary>
    public ReadOnlyMemory<byte>? SingleSignedValue(string oid)
    {
        MessageAttribute? found = null;
        foreach (var attribute in SignedAttributes)
        {
            if (attribute.Oid != oid)
                continue;
            if (found is not null)
                return null;
            found = attribute;
        }

        return found is { Values: [var value] } ? value : null;
    }

    /// <summary>What the signature value is computed over: the signed attributes as a SET OF (RFC 5652, section 5.4).</summary>
    public byte[] SignedOctets()
    {
        var octets = EncodedSignedAttributes.ToArray();
        octets[0] = 0x31;
        return octets;
    }

    private static int ReadVersion(AsnReader reader) =>
        reader.TryReadInt32(out var version) ? version : throw new AsnContentException("The version is out of range.");
}
