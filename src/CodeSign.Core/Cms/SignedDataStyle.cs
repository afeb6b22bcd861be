namespace CodeSign.Cms;

/// <summary>Where formats differ in how a SignedData is put together.</summary>
/// <param name="IncludeRoot">
/// Whether the certificates, and those in the timestamp token, hold the whole chain with its root, or no root and the token as it
/// came. A self-signed signer is always included.
/// </param>
/// <param name="PreferSubjectKeyIdentifier">
/// Whether the signer is named by its SubjectKeyIdentifier where it has one (SignerInfo version 3), or always by issuer and serial
/// number (version 1).
/// </param>
/// <param name="TimestampAttribute">The object identifier of the unsigned attribute that takes the timestamp token.</param>
public sealed record SignedDataStyle(bool IncludeRoot, bool PreferSubjectKeyIdentifier, string TimestampAttribute)
{
    /// <summary>
    /// The version of SignedData, where it isn't the SignerInfo's: CMS has 3 for every content that isn't plain data (RFC 5652,
    /// section 5.1), while Authenticode keeps to PKCS #7.
    /// </summary>
    public int? Version { get; init; }
}
