namespace CodeSign.Verification.Inspection;

/// <summary>What stands in a SignerInfo (RFC 5652, section 5.3), read but not verified.</summary>
public sealed record SignerContents
{
    /// <summary>The SignerInfo's version.</summary>
    public required int Version { get; init; }

    /// <summary>How the signer's certificate is named: issuer and serial number, or its key identifier.</summary>
    public required string Identifier { get; init; }

    /// <summary>DER of the certificate that the identifier names, or empty where it is not in the message.</summary>
    public required ReadOnlyMemory<byte> Certificate { get; init; }

    /// <summary>The digest algorithm, a dotted object identifier.</summary>
    public required string DigestAlgorithm { get; init; }

    /// <summary>The signature algorithm, a dotted object identifier.</summary>
    public required string SignatureAlgorithm { get; init; }

    /// <summary>The length of the signature value in bytes.</summary>
    public required int SignatureLength { get; init; }

    /// <summary>The attributes that are signed.</summary>
    public required IReadOnlyList<AttributeContents> SignedAttributes { get; init; }

    /// <summary>The attributes that anybody may have added.</summary>
    public required IReadOnlyList<AttributeContents> UnsignedAttributes { get; init; }
}
