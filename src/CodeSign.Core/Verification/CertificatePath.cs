using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Verification;

/// <summary>The outcome of path validation.</summary>
/// <param name="Certificates">The path as far as it was found: the leaf first, the root last where it was reached.</param>
/// <param name="Findings">What is wrong or remarkable with it.</param>
public sealed record CertificatePath(IReadOnlyList<X509Certificate2> Certificates, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether the path leads to a trusted root, and every certificate in it is fit and in date.</summary>
    public bool IsTrusted => !Findings.Any(finding => finding.Severity >= FindingSeverity.Weakness);
}
