namespace CodeSign.Verification.Revocation;

/// <summary>The object identifiers of revocation lists and OCSP, by their names in the standards.</summary>
internal static class RevocationOids
{
    // RFC 5280
    public const string DistributionPoints = "2.5.29.31";
    public const string AuthorityInfoAccess = "1.3.6.1.5.5.7.1.1";
    public const string ReasonCode = "2.5.29.21";
    public const string InvalidityDate = "2.5.29.24";
    public const string IssuingDistributionPoint = "2.5.29.28";

    // RFC 6960
    public const string Ocsp = "1.3.6.1.5.5.7.48.1";
    public const string BasicResponse = "1.3.6.1.5.5.7.48.1.1";
    public const string NoCheck = "1.3.6.1.5.5.7.48.1.5";
    public const string OcspSigningUsage = "1.3.6.1.5.5.7.3.9";
}
