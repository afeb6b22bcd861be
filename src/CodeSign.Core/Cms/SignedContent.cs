namespace CodeSign.Cms;

/// <summary>
/// What a SignedData (RFC 5652, section 5) is to be about and how it is to look: all that differs between formats.
/// The signing itself is the same for all.
/// </summary>
public sealed record SignedContent
{
    /// <summary>eContentType, a dotted object identifier.</summary>
    public required string ContentType { get; init; }

    /// <summary>
    /// The DER of what stands inside the eContent's [0] EXPLICIT tag: an OCTET STRING for CMS, any SEQUENCE for PKCS #7. Empty where
    /// the content is detached (RFC 5652, section 5.2).
    /// </summary>
    public required ReadOnlyMemory<byte> EncodedContent { get; init; }

    /// <summary>
    /// The octets of the content that the messageDigest attribute is computed over: the value without its outer tag and length.
    /// Empty where the content is detached.
    /// </summary>
    public required ReadOnlyMemory<byte> ContentOctets { get; init; }

    /// <summary>The digest of a detached content, which is never in memory; <see langword="null"/> where the content is inside.</summary>
    public ReadOnlyMemory<byte>? DetachedDigest { get; init; }

    /// <summary>
    /// DER of the signed attributes that the format adds to contentType and messageDigest, each a complete Attribute.
    /// </summary>
    public required IReadOnlyList<byte[]> SignedAttributes { get; init; }

    /// <summary>The digest algorithm of messageDigest and signature.</summary>
    public required DigestAlgorithm Digest { get; init; }

    /// <summary>The style that the format asks for.</summary>
    public required SignedDataStyle Style { get; init; }
}
