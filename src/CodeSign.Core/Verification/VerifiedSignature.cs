using System.Security.Cryptography.X509Certificates;
using CodeSign.Timestamping;

namespace CodeSign.Verification;

/// <summary>One signature of a file, as it was found. The certificates belong to the verifier and must not be disposed.</summary>
public sealed record VerifiedSignature
{
    /// <summary>What it says.</summary>
    public required SignatureKind Kind { get; init; }

    /// <summary>Where it stands: <c>signature 1</c>, or inside another one <c>signature 1, nested signature 1</c>.</summary>
    public required string Place { get; init; }

    /// <summary>What verification came to.</summary>
    public required SignatureState State { get; init; }

    /// <summary>The findings about it, its timestamps included, nested signatures not.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The signer's certificate, where the signature is intact so far that it names one.</summary>
    public X509Certificate2? Signer { get; init; }

    /// <summary>The signer's chain as far as it was found, the signer first. Empty where trust was not looked at.</summary>
    public IReadOnlyList<X509Certificate2> Chain { get; init; } = [];

    /// <summary>The name of the digest algorithm, such as <c>SHA256</c>.</summary>
    public string? DigestAlgorithm { get; init; }

    /// <summary>The signed digest of the content: a PE's Authenticode digest, a package's digest without its signature, a file's own.</summary>
    public ReadOnlyMemory<byte> ContentDigest { get; init; }

    /// <summary>What the signer calls the file (Authenticode).</summary>
    public string? Description { get; init; }

    /// <summary>Where the signer says more about it (Authenticode).</summary>
    public string? DescriptionUrl { get; init; }

    /// <summary>When the signer says that it signed. Nothing proves it.</summary>
    public DateTimeOffset? ClaimedSigningTime { get; init; }

    /// <summary>The timestamp that counts: the earliest that can be relied on, if there is one.</summary>
    public TimestampToken? Timestamp { get; init; }

    /// <summary>All timestamps that can be relied on, the earliest first.</summary>
    public IReadOnlyList<TimestampToken> Timestamps { get; init; } = [];

    /// <summary>What a package repository says with its signature; <see langword="null"/> for other signatures.</summary>
    public RepositoryStatement? Repository { get; init; }

    /// <summary>Signatures inside this one: nested ones (Authenticode), countersignatures (packages).</summary>
    public IReadOnlyList<VerifiedSignature> Nested { get; init; } = [];

    /// <summary>This signature and all inside of it.</summary>
    public IEnumerable<VerifiedSignature> WithNested() => Nested.SelectMany(nested => nested.WithNested()).Prepend(this);
}
