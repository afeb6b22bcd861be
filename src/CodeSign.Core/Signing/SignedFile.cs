using CodeSign.Formats.NuGetPackage;
using CodeSign.Timestamping;

namespace CodeSign.Signing;

/// <summary>What became of one <see cref="SigningJob"/>. Digests are hexadecimal, lower case.</summary>
public sealed record SignedFile
{
    /// <summary>The job, as it was given.</summary>
    public required SigningJob Job { get; init; }

    /// <summary>The format's short name: <c>pe</c>, <c>nupkg</c>, <c>zip</c>, <c>detached</c>.</summary>
    public required string Format { get; init; }

    /// <summary>SHA-256 of the file as it came.</summary>
    public required string SourceSha256 { get; init; }

    /// <summary>Whether the signature stands in a file of its own, and it is that file which the job's destination holds.</summary>
    public bool IsDetached { get; init; }

    /// <summary>SHA-256 of the signed file, or of the signature's own.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Length of that file in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>
    /// The digest that the signature covers, by the profile's digest algorithm: the Authenticode digest of a PE, the digest of the
    /// unsigned package for a package. It is the same before and after, unless entries of the package were signed. Empty where the file
    /// carries no signature itself, as a zip archive.
    /// </summary>
    public required string ContentDigest { get; init; }

    /// <summary>The digests of a package without its signature; <see langword="null"/> for other files, and where not wanted.</summary>
    public PackageContentHash? PackageContent { get; init; }

    /// <summary>The timestamp, or <see langword="null"/> where timestamps are switched off.</summary>
    public required TimestampToken? Timestamp { get; init; }

    /// <summary>
    /// When the signature was made, UTC, where an earlier run made it and it was found in the cache; otherwise <see langword="null"/>.
    /// </summary>
    public DateTimeOffset? CachedSince { get; init; }

    /// <summary>Whether the file carries a signature itself, and not only its entries.</summary>
    public bool HasSignature => ContentDigest.Length > 0;

    /// <summary>What became of the entries of an archive, in the order of its job's; each has a place in it: <c>x.zip!/a.dll</c>.</summary>
    public IReadOnlyList<SignedFile> Entries { get; init; } = [];

    /// <summary>Whether another job of the same run had the same content, whose signature this file shares.</summary>
    public required bool SharesSignature { get; init; }
}
