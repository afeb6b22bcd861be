using CodeSign.Timestamping;

namespace CodeSign.Verification;

/// <summary>The outcome of verifying a timestamp token.</summary>
/// <param name="Token">The token with its facts, if it can be relied on; otherwise <see langword="null"/>.</param>
/// <param name="Findings">What was found. Anything from <see cref="FindingSeverity.Weakness"/> on means that there is no token.</param>
public sealed record TimestampVerification(TimestampToken? Token, IReadOnlyList<Finding> Findings)
{
    /// <summary>Why there is no token, in words; empty where there is one.</summary>
    public string Failure => string.Join(
        " ", Findings.Where(finding => finding.Severity >= FindingSeverity.Weakness).Select(finding => finding.Explanation));
}
