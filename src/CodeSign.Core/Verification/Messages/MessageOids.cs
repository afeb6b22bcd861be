namespace CodeSign.Verification.Messages;

/// <summary>The object identifiers that the reader knows, by their names in the standards.</summary>
internal static class MessageOids
{
    // RFC 5652
    public const string Data = "1.2.840.113549.1.7.1";
    public const string SignedData = "1.2.840.113549.1.7.2";
    public const string ContentTypeAttribute = "1.2.840.113549.1.9.3";
    public const string MessageDigestAttribute = "1.2.840.113549.1.9.4";
    public const string SigningTimeAttribute = "1.2.840.113549.1.9.5";
    public const string CountersignatureAttribute = "1.2.840.113549.1.9.6";

    // RFC 2634, RFC 5035, RFC 5126
    public const string SigningCertificateAttribute = "1.2.840.113549.1.9.16.2.12";
    public const string SigningCertificateV2Attribute = "1.2.840.113549.1.9.16.2.47";
    public const string CommitmentTypeAttribute = "1.2.840.113549.1.9.16.2.16";
    public const string ProofOfOrigin = "1.2.840.113549.1.9.16.6.1";
    public const string ProofOfReceipt = "1.2.840.113549.1.9.16.6.2";

    // NuGet
    public const string RepositoryServiceIndex = "1.3.6.1.4.1.311.84.2.1.1.1";
    public const string RepositoryOwners = "1.3.6.1.4.1.311.84.2.1.1.2";

    // RFC 3161
    public const string TimestampInfo = "1.2.840.113549.1.9.16.1.4";
    public const string TimestampTokenAttribute = "1.2.840.113549.1.9.16.2.14";

    // Authenticode
    public const string SpcIndirectData = "1.3.6.1.4.1.311.2.1.4";
    public const string SpcOpusInfo = "1.3.6.1.4.1.311.2.1.12";
    public const string SpcPeImageData = "1.3.6.1.4.1.311.2.1.15";
    public const string NestedSignatureAttribute = "1.3.6.1.4.1.311.2.4.1";
    public const string AuthenticodeTimestampAttribute = "1.3.6.1.4.1.311.3.3.1";

    // Extended key usages
    public const string CodeSigningUsage = "1.3.6.1.5.5.7.3.3";
    public const string TimestampingUsage = "1.3.6.1.5.5.7.3.8";
    public const string LifetimeSigningUsage = "1.3.6.1.4.1.311.10.3.13";

    // Keys and signatures
    public const string Rsa = "1.2.840.113549.1.1.1";
    public const string RsaPss = "1.2.840.113549.1.1.10";
    public const string Mgf1 = "1.2.840.113549.1.1.8";
    public const string RsaSha1 = "1.2.840.113549.1.1.5";
    public const string RsaMd5 = "1.2.840.113549.1.1.4";
    public const string RsaSha256 = "1.2.840.113549.1.1.11";
    public const string RsaSha384 = "1.2.840.113549.1.1.12";
    public const string RsaSha512 = "1.2.840.113549.1.1.13";
    public const string EllipticCurveKey = "1.2.840.10045.2.1";
    public const string EcdsaSha1 = "1.2.840.10045.4.1";
    public const string EcdsaSha256 = "1.2.840.10045.4.3.2";
    public const string EcdsaSha384 = "1.2.840.10045.4.3.3";
    public const string EcdsaSha512 = "1.2.840.10045.4.3.4";

    // Digests
    public const string Md5 = "1.2.840.113549.2.5";
    public const string Sha1 = "1.3.14.3.2.26";
    public const string Sha256 = "2.16.840.1.101.3.4.2.1";
    public const string Sha384 = "2.16.840.1.101.3.4.2.2";
    public const string Sha512 = "2.16.840.1.101.3.4.2.3";
}
