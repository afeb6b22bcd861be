using System.Security.Cryptography.X509Certificates;
using CodeSign.Cms;

namespace CodeSign.Signing;

/// <summary>What the reader must find in a file that was just signed.</summary>
public sealed record SignatureExpectation
{
    /// <summary>The certificate that was planned: exactly this one.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>The digest algorithm of content and signature.</summary>
    public required DigestAlgorithm Digest { get; init; }

    /// <summary>The digest that the signature must cover, as the writer computed it.</summary>
    public required ReadOnlyMemory<byte> ContentDigest { get; init; }

    /// <summary>Whether there must be a valid timestamp.</summary>
    public required bool Timestamp { get; init; }
}
