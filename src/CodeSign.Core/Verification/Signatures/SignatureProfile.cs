using CodeSign.Verification.Messages;

namespace CodeSign.Verification.Signatures;

/// <summary>What a format demands of its signature messages.</summary>
/// <param name="ContentType">eContentType.</param>
/// <param name="Version">SignedData's version.</param>
/// <param name="TimestampAttribute">The unsigned attribute that timestamp tokens stand in.</param>
/// <param name="KnownUnsignedAttributes">The unsigned attributes that the format's own verification looks into.</param>
internal sealed record SignatureProfile(
    string ContentType, int Version, string TimestampAttribute, IReadOnlyList<string> KnownUnsignedAttributes)
{
    /// <summary>Whether the content stands elsewhere.</summary>
    public bool IsDetached { get; init; }

    /// <summary>Authenticode: PKCS #7 1.5 with Microsoft's attributes.</summary>
    public static readonly SignatureProfile Authenticode = new(
        MessageOids.SpcIndirectData,
        1,
        MessageOids.AuthenticodeTimestampAttribute,
        [MessageOids.NestedSignatureAttribute, MessageOids.CountersignatureAttribute]);

    /// <summary>NuGet packages: CMS over data (RFC 5652).</summary>
    public static readonly SignatureProfile Package = new(
        MessageOids.Data, 3, MessageOids.TimestampTokenAttribute, [MessageOids.CountersignatureAttribute]);

    /// <summary>Signatures beside files: CMS over data that is not in it, the signer by issuer and serial number (RFC 5652).</summary>
    public static readonly SignatureProfile Detached = new(MessageOids.Data, 1, MessageOids.TimestampTokenAttribute, []) { IsDetached = true };
}
