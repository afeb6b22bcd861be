using CodeSign.Cms;
using CodeSign.Formats;

namespace CodeSign.Signing;

/// <summary>
/// On what terms one owner signs: as much as has to be known to decide what is signed, which takes no key. Whoever signs needs a
/// <see cref="SigningProfile"/>; a plan alone is content with <see cref="KeylessTerms"/>.
/// </summary>
public abstract record SigningTerms
{
    /// <summary>SHA-256 of the signer's certificate, hexadecimal, lower case, or <see langword="null"/> where it is not known.</summary>
    public abstract string? CertificateSha256 { get; }

    /// <summary>Whether signatures get a timestamp.</summary>
    public abstract bool HasTimestamps { get; }

    /// <summary>The digest of file, signature and timestamp imprint.</summary>
    public DigestAlgorithm Digest { get; init; } = DigestAlgorithm.Sha256;

    /// <summary>What the file is called in the signature, shown by Windows; Authenticode only.</summary>
    public string? Description { get; init; }

    /// <summary>Where a person can read about the file; Authenticode only.</summary>
    public Uri? DescriptionUrl { get; init; }

    /// <summary>What to do with our own files that arrive signed by someone else.</summary>
    public ExistingSignature Existing { get; init; }
}
