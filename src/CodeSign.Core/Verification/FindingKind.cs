namespace CodeSign.Verification;

/// <summary>The kinds of finding. The names are stable: reports and policies use them.</summary>
public enum FindingKind
{
    /// <summary>The file is of no kind that carries a signature.</summary>
    UnknownFormat,

    /// <summary>The file's structure contradicts itself or runs past the end.</summary>
    MalformedFile,

    /// <summary>The file carries no signature.</summary>
    NoSignature,

    /// <summary>A signature message (CMS, RFC 5652) is not well-formed, or not as its format demands.</summary>
    MalformedSignature,

    /// <summary>The content is not what was signed: its digest differs.</summary>
    ContentDigestMismatch,

    /// <summary>The signature value does not belong to the signed attributes and the signer's key.</summary>
    SignatureValueMismatch,

    /// <summary>The signer's certificate is not in the message.</summary>
    SignerCertificateMissing,

    /// <summary>A signing-certificate attribute names another certificate than the signer's (RFC 2634, RFC 5035).</summary>
    SignerCertificateMismatch,

    /// <summary>A digest algorithm that collisions are known for, such as SHA-1 or MD5.</summary>
    WeakDigest,

    /// <summary>A key that is too small: RSA under 2048 bits, elliptic curves under 256.</summary>
    WeakKey,

    /// <summary>An algorithm that is not supported.</summary>
    UnsupportedAlgorithm,

    /// <summary>The certificate chain ends at no trusted root.</summary>
    UntrustedRoot,

    /// <summary>The certificate chain breaks a rule of path validation (RFC 5280, section 6).</summary>
    InvalidChain,

    /// <summary>A certificate had expired, or was not yet valid, at the time that counts.</summary>
    CertificateOutOfDate,

    /// <summary>The certificate is not meant for this use: extended key usage or key usage.</summary>
    WrongCertificateUsage,

    /// <summary>The signature was made by another certificate than the expected one.</summary>
    UnexpectedSigner,

    /// <summary>The message carries certificates that are no part of the signer's chain.</summary>
    UnrelatedCertificates,

    /// <summary>The message carries something that no signature covers and nobody needs.</summary>
    UncoveredData,

    /// <summary>A timestamp token is not well-formed.</summary>
    MalformedTimestamp,

    /// <summary>A timestamp token is about another signature.</summary>
    ForeignTimestamp,

    /// <summary>The time of a timestamp can't be right: outside of the signer's validity or too far from the clock.</summary>
    ImplausibleTime,

    /// <summary>A timestamp reply does not answer the request: nonce, policy or digest algorithm.</summary>
    UnrequestedTimestamp,

    /// <summary>The signature has no timestamp that can be relied on.</summary>
    NoTimestamp,

    /// <summary>The only timestamp is a countersignature of the time before RFC 3161.</summary>
    LegacyTimestamp,

    /// <summary>Bytes of padding that must be zero are not.</summary>
    PaddingNotZero,

    /// <summary>Data stands in or behind the place of the signature, where no digest covers it.</summary>
    HiddenData,

    /// <summary>The checksum in the header of a portable executable is not the file's.</summary>
    WrongChecksum,

    /// <summary>The signature's entry in a package is not as NuGet demands (NU3005).</summary>
    SignatureEntryMetadata,

    /// <summary>A signed attribute that the format demands is missing or not as demanded.</summary>
    SignedAttribute,

    /// <summary>A certificate was revoked at the time that counts.</summary>
    Revoked,

    /// <summary>A certificate was revoked after the time that counts, for a reason that does not reach back.</summary>
    RevokedLater,

    /// <summary>Whether a certificate is revoked could not be found out.</summary>
    RevocationUnknown,

    /// <summary>No rule of the policy is about the file.</summary>
    PolicyNoRule,

    /// <summary>The policy demands a signature.</summary>
    PolicyUnsigned,

    /// <summary>The policy does not list the signer.</summary>
    PolicySigner,

    /// <summary>The policy demands a timestamp, or one by another authority.</summary>
    PolicyTimestamp,

    /// <summary>The policy demands a stronger digest or key.</summary>
    PolicyStrength,

    /// <summary>The signature is older than the policy allows, or nothing says how old it is.</summary>
    PolicyAge,

    /// <summary>The policy demands a manifest that describes the file.</summary>
    PolicyManifest,

    /// <summary>A file that was extracted from a package is not the one that is in it.</summary>
    ExtractedFile,

    /// <summary>The file was verified before, and has not changed since.</summary>
    VerifiedBefore,

    /// <summary>An archive holds more, or is nested deeper, than is looked into.</summary>
    ArchiveLimit,
}
