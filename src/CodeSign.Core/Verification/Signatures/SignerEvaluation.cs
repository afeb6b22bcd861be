using System.Security.Cryptography.X509Certificates;
using CodeSign.Timestamping;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.Signatures;

/// <summary>A signer whose signature value holds, and what is known about it.</summary>
internal sealed record SignerEvaluation(
    SignerMessage Signer,
    X509Certificate2 Certificate,
    IReadOnlyList<X509Certificate2> Bag,
    IReadOnlyList<X509Certificate2> Chain,
    IReadOnlyList<TimestampToken> Timestamps)
{
    /// <summary>The timestamp that counts: the earliest.</summary>
    public TimestampToken? Timestamp => Timestamps.Count > 0 ? Timestamps[0] : null;
}
