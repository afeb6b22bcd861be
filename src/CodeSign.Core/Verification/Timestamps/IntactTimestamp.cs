using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.Timestamps;

/// <summary>A token that its authority has signed, whoever that is, with the certificates that came along.</summary>
internal sealed record IntactTimestamp(
    SignedDataMessage Message, TimestampInfo Info, X509Certificate2 Certificate, IReadOnlyList<X509Certificate2> Bag);
