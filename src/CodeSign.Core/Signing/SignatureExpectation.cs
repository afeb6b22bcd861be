using System.Security.Cryptography.X509Certificates;
using CodeSign.Cms;
using CodeSign.Timestamping;

namespace CodeSign.Signing;

/// <summary>What the reader must find in a file that was just signed.</summary>
public sealed record SignatureExpectation
{
    /// <summary>The chain that was planned: exactly this certificate first, and the root that it must lead to last.</summary>
    public required IReadOnlyList<X509Certificate2> Chain { get; init; }

    /// <summary>The digest algorithm of content and signature.</summary>
    public required DigestAlgorithm Digest { get; init; }

    /// <summary>The digest that the signature must cover, as the writer computed it.</summary>
    public required ReadOnlyMemory<byte> ContentDigest { get; init; }

    /// <summary>
    /// Full path of the file that the signature is about where it stands in a file of its own; <see langword="null"/> where it is
    /// inside of the file.
    /// </summary>
    public string? DetachedFrom { get; init; }

    /// <summary>The timestamp that must be in it, or <see langword="null"/> where timestamps are switched off.</summary>
    public required TimestampToken? Timestamp { get; init; }
}
