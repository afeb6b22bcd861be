using CodeSign.Verification.Messages;

namespace CodeSign.Verification.Inspection;

/// <summary>What the standards call the object identifiers that occur in signatures.</summary>
public static class ObjectNames
{
    internal const string StatementTypeAttribute = "1.3.6.1.4.1.311.2.1.11";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [MessageOids.Data] = "data",
        [MessageOids.SignedData] = "signedData",
        [MessageOids.ContentTypeAttribute] = "contentType",
        [MessageOids.MessageDigestAttribute] = "messageDigest",
        [MessageOids.SigningTimeAttribute] = "signingTime",
        [MessageOids.CountersignatureAttribute] = "countersignature",
        [MessageOids.SigningCertificateAttribute] = "signingCertificate",
        [MessageOids.SigningCertificateV2Attribute] = "signingCertificateV2",
        [MessageOids.CommitmentTypeAttribute] = "commitmentTypeIndication",
        [MessageOids.ProofOfOrigin] = "proofOfOrigin (author)",
        [MessageOids.ProofOfReceipt] = "proofOfReceipt (repository)",
        [MessageOids.TimestampInfo] = "TSTInfo",
        [MessageOids.TimestampTokenAttribute] = "timeStampToken",
        [MessageOids.SpcIndirectData] = "SpcIndirectDataContent",
        [MessageOids.SpcOpusInfo] = "SpcSpOpusInfo",
        [MessageOids.SpcPeImageData] = "SpcPeImageData",
        [MessageOids.NestedSignatureAttribute] = "nestedSignature",
        [MessageOids.AuthenticodeTimestampAttribute] = "timeStampToken (Microsoft)",
        [StatementTypeAttribute] = "SpcStatementType",
        ["1.3.6.1.4.1.311.2.1.21"] = "individual code signing",
        ["1.3.6.1.4.1.311.2.1.22"] = "commercial code signing",
        ["1.3.6.1.4.1.311.84.2.1.1.1"] = "nuget-v3-service-index-url",
        ["1.3.6.1.4.1.311.84.2.1.1.2"] = "nuget-package-owners",
        [MessageOids.CodeSigningUsage] = "code signing",
        [MessageOids.TimestampingUsage] = "time stamping",
        [MessageOids.LifetimeSigningUsage] = "lifetime signing",
        [MessageOids.Rsa] = "RSA",
        [MessageOids.RsaPss] = "RSASSA-PSS",
        [MessageOids.RsaSha1] = "RSA with SHA-1",
        [MessageOids.RsaMd5] = "RSA with MD5",
        [MessageOids.RsaSha256] = "RSA with SHA-256",
        [MessageOids.RsaSha384] = "RSA with SHA-384",
        [MessageOids.RsaSha512] = "RSA with SHA-512",
        [MessageOids.EllipticCurveKey] = "elliptic curve",
        [MessageOids.EcdsaSha1] = "ECDSA with SHA-1",
        [MessageOids.EcdsaSha256] = "ECDSA with SHA-256",
        [MessageOids.EcdsaSha384] = "ECDSA with SHA-384",
        [MessageOids.EcdsaSha512] = "ECDSA with SHA-512",
        [MessageOids.Md5] = "MD5",
        [MessageOids.Sha1] = "SHA-1",
        [MessageOids.Sha256] = "SHA-256",
        [MessageOids.Sha384] = "SHA-384",
        [MessageOids.Sha512] = "SHA-512",
    };

    /// <summary>The name of an object identifier, or <see langword="null"/> where it is not known here.</summary>
    public static string? Find(string oid) => Names.GetValueOrDefault(oid);

    /// <summary>The name of an object identifier, or else the identifier itself.</summary>
    public static string Describe(string oid) => Find(oid) ?? oid;
}
