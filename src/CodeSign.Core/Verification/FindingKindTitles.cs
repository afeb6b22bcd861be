namespace CodeSign.Verification;

/// <summary>What the kinds of finding mean, in a few words: the names of rules in reports (SARIF). docs/findings.md says more.</summary>
public static class FindingKindTitles
{
    extension(FindingKind kind)
    {
        /// <summary>The meaning in a few words, without a full stop.</summary>
        public string Title => kind switch
        {
            FindingKind.UnknownFormat => "The file is of no kind that carries a signature",
            FindingKind.MalformedFile => "The file is not as its format demands",
            FindingKind.NoSignature => "The file carries no signature",
            FindingKind.MalformedSignature => "A signature is not as its format demands",
            FindingKind.ContentDigestMismatch => "The content is not what was signed",
            FindingKind.SignatureValueMismatch => "The signature is not one of the signer's key",
            FindingKind.SignerCertificateMissing => "The signer's certificate is not in the signature",
            FindingKind.SignerCertificateMismatch => "The signature names another certificate than the signer's",
            FindingKind.WeakDigest => "A digest that collisions are known for",
            FindingKind.WeakKey => "A key that is too small",
            FindingKind.UnsupportedAlgorithm => "An algorithm that is not supported",
            FindingKind.UntrustedRoot => "The chain ends at no trusted root",
            FindingKind.InvalidChain => "The chain breaks a rule of certificate chains",
            FindingKind.CertificateOutOfDate => "A certificate was not valid at the time that counts",
            FindingKind.WrongCertificateUsage => "The certificate is not meant for this use",
            FindingKind.UnexpectedSigner => "The signature is by another signer than the expected one",
            FindingKind.UnrelatedCertificates => "The signature carries certificates outside of the signer's chain",
            FindingKind.UncoveredData => "The signature carries data that nothing covers",
            FindingKind.MalformedTimestamp => "A timestamp is not as its format demands",
            FindingKind.ForeignTimestamp => "A timestamp is about another signature",
            FindingKind.ImplausibleTime => "A timestamp's time can't be right",
            FindingKind.UnrequestedTimestamp => "A timestamp does not answer the request",
            FindingKind.NoTimestamp => "The signature has no timestamp that can be relied on",
            FindingKind.LegacyTimestamp => "A countersignature of the time before RFC 3161",
            FindingKind.PaddingNotZero => "Padding is not zero",
            FindingKind.HiddenData => "Data stands where no digest covers it",
            FindingKind.WrongChecksum => "The checksum in the header is not the file's",
            FindingKind.SignatureEntryMetadata => "The signature's entry in a package is not as NuGet demands",
            FindingKind.SignedAttribute => "A signed attribute is missing or not as demanded",
            FindingKind.Revoked => "A certificate is revoked",
            FindingKind.RevokedLater => "A certificate was revoked after the time that counts",
            FindingKind.RevocationUnknown => "Whether a certificate is revoked could not be found out",
            FindingKind.PolicyNoRule => "No rule of the policy is about the file",
            FindingKind.PolicyUnsigned => "The policy demands a signature",
            FindingKind.PolicySigner => "The policy does not list the signer",
            FindingKind.PolicyTimestamp => "The policy demands another timestamp",
            FindingKind.PolicyStrength => "The policy demands a stronger digest or key",
            FindingKind.PolicyAge => "The signature is older than the policy allows",
            FindingKind.PolicyManifest => "The policy demands a manifest",
            FindingKind.ExtractedFile => "An extracted file is not the one in the package",
            FindingKind.VerifiedBefore => "The file was verified before and has not changed",
            FindingKind.ArchiveLimit => "The archive holds more, or is nested deeper, than is looked into",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }
}
