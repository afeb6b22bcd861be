namespace CodeSign.Cms;

/// <summary>The object identifiers of the structures that signatures are made of, dotted. Data only.</summary>
public static class Oids
{
    /// <summary>id-data: plain octets (RFC 5652, section 4).</summary>
    public const string Data = "1.2.840.113549.1.7.1";

    /// <summary>id-signedData (RFC 5652, section 5.1).</summary>
    public const string SignedData = "1.2.840.113549.1.7.2";

    /// <summary>The contentType attribute (RFC 5652, section 11.1).</summary>
    public const string ContentType = "1.2.840.113549.1.9.3";

    /// <summary>The messageDigest attribute (RFC 5652, section 11.2).</summary>
    public const string MessageDigest = "1.2.840.113549.1.9.4";

    /// <summary>The signingTime attribute (RFC 5652, section 11.3).</summary>
    public const string SigningTime = "1.2.840.113549.1.9.5";

    /// <summary>The signature timestamp token attribute of CMS (RFC 3161, appendix A), the one that NuGet uses.</summary>
    public const string SignatureTimestampToken = "1.2.840.113549.1.9.16.2.14";

    /// <summary>The commitment-type-indication attribute (RFC 5126, section 5.11.1).</summary>
    public const string CommitmentTypeIndication = "1.2.840.113549.1.9.16.2.16";

    /// <summary>The signing-certificate-v2 attribute (RFC 5035, section 3).</summary>
    public const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

    /// <summary>The commitment type proof of origin (RFC 5126, section 5.11.1): a NuGet author signature.</summary>
    public const string ProofOfOrigin = "1.2.840.113549.1.9.16.6.1";

    /// <summary>id-ct-TSTInfo: what a timestamp token signs (RFC 3161, section 2.4.2).</summary>
    public const string TimestampInfo = "1.2.840.113549.1.9.16.1.4";

    /// <summary>rsaEncryption: an RSA key, and as a signature algorithm PKCS #1 v1.5 with the digest named apart (RFC 3370).</summary>
    public const string Rsa = "1.2.840.113549.1.1.1";

    /// <summary>sha256WithRSAEncryption (RFC 5754, section 3.2).</summary>
    public const string RsaWithSha256 = "1.2.840.113549.1.1.11";

    /// <summary>sha384WithRSAEncryption (RFC 5754, section 3.2).</summary>
    public const string RsaWithSha384 = "1.2.840.113549.1.1.12";

    /// <summary>sha512WithRSAEncryption (RFC 5754, section 3.2).</summary>
    public const string RsaWithSha512 = "1.2.840.113549.1.1.13";

    /// <summary>ecdsa-with-SHA256 (RFC 5758, section 3.2).</summary>
    public const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";

    /// <summary>ecdsa-with-SHA384 (RFC 5758, section 3.2).</summary>
    public const string EcdsaWithSha384 = "1.2.840.10045.4.3.3";

    /// <summary>ecdsa-with-SHA512 (RFC 5758, section 3.2).</summary>
    public const string EcdsaWithSha512 = "1.2.840.10045.4.3.4";

    /// <summary>The extended key usage codeSigning (RFC 5280, section 4.2.1.12).</summary>
    public const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    /// <summary>Microsoft's extended key usage lifetime signing: a signature ends with its certificate, timestamp or not.</summary>
    public const string LifetimeSigning = "1.3.6.1.4.1.311.10.3.13";

    /// <summary>SPC_INDIRECT_DATA: the content that Authenticode signs.</summary>
    public const string SpcIndirectData = "1.3.6.1.4.1.311.2.1.4";

    /// <summary>SPC_STATEMENT_TYPE, a signed attribute of Authenticode.</summary>
    public const string SpcStatementType = "1.3.6.1.4.1.311.2.1.11";

    /// <summary>SPC_SP_OPUS_INFO, a signed attribute of Authenticode: description and address.</summary>
    public const string SpcOpusInfo = "1.3.6.1.4.1.311.2.1.12";

    /// <summary>SPC_PE_IMAGE_DATA: the kind of content that an indirect digest of a PE is about.</summary>
    public const string SpcPeImageData = "1.3.6.1.4.1.311.2.1.15";

    /// <summary>SPC_INDIVIDUAL_SP_KEY_PURPOSE: the statement type that everyone uses.</summary>
    public const string SpcIndividual = "1.3.6.1.4.1.311.2.1.21";

    /// <summary>SPC_NESTED_SIGNATURE, an unsigned attribute of Authenticode: further signatures of the same file.</summary>
    public const string SpcNestedSignature = "1.3.6.1.4.1.311.2.4.1";

    /// <summary>SPC_RFC3161: the unsigned attribute that takes the timestamp token in Authenticode.</summary>
    public const string SpcTimestampToken = "1.3.6.1.4.1.311.3.3.1";
}
