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
    /// <summary>Authenticode: PKCS #7 1.5 with Microsoft's attributes.</summary>
    public static readonly SignatureProfile Authenticode = new(
        MessageOids.SpcIndirectData,
        1,
        MessageOids.AuthenticodeTimestampAttribute,
        [MessageOids.NestedSignatureAttribute, MessageOids.CountersignatureAttribute]);

    /// <summary>NuGet packages: CMS over data (RFC 5652).</summary>
    public static readonly SignatureProfile Package = new(
        MessageOids.Data, 3, MessageOids.TimestampTokenAttribute, [MessageOids.CountersignatureAttribute]);
}
