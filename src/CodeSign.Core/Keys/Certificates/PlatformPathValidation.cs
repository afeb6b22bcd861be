using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Diagnostics;

namespace CodeSign.Keys.Certificates;

/// <summary>
/// Has the platform validate a complete chain (RFC 5280, section 6), with its last certificate as the only root: whatever a verifier
/// will refuse later for a rule of certificate chains is refused here first, before anything is signed. Without network and without
/// revocation.
/// </summary>
internal static class PlatformPathValidation
{
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    /// <summary>Refuses a chain that the platform does not accept.</summary>
    /// <param name="chain">The chain, the signer's certificate first and the root last.</param>
    /// <param name="time">When all of it must be valid.</param>
    /// <param name="source">Where the certificate comes from, for messages.</param>
    /// <exception cref="CodeSignException">The chain breaks a rule.</exception>
    /// <exception cref="CryptographicException">A certificate is malformed.</exception>
    public static void Require(IReadOnlyList<X509Certificate2> chain, DateTimeOffset time, string source)
    {
        using var path = new X509Chain();
        path.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        path.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        path.ChainPolicy.DisableCertificateDownloads = true;
        path.ChainPolicy.VerificationTime = time.UtcDateTime;
        path.ChainPolicy.ApplicationPolicy.Add(new Oid(CodeSigning));
        path.ChainPolicy.CustomTrustStore.Add(chain[^1]);
        foreach (var certificate in chain.Skip(1))
            path.ChainPolicy.ExtraStore.Add(certificate);

        if (!path.Build(chain[0]))
            throw KeyDiagnostics.InvalidChain.Exception(
                Describe(path, chain), "Show this to the certification authority, and get a certificate whose chain is in order.", source);
    }

    private static string Describe(X509Chain path, IReadOnlyList<X509Certificate2> chain)
    {
        foreach (var element in path.ChainElements)
        {
            using var certificate = element.Certificate;
            if (element.ChainElementStatus is [{ Status: var status }, ..])
                return $"The certificate '{certificate.Subject}' {Describe(status)}.";
        }

        // Windows says of the chain as a whole that an issuer is missing.
        var whole = path.ChainStatus.Select(status => status.Status).FirstOrDefault();
        return $"The chain of the certificate '{chain[0].Subject}' is refused: a certificate in it {Describe(whole)}.";
    }

    private static string Describe(X509ChainStatusFlags status) => status switch
    {
        X509ChainStatusFlags.InvalidBasicConstraints =>
            "is not allowed at its place in the chain (basic constraints, path length or key usage)",
        X509ChainStatusFlags.InvalidNameConstraints or X509ChainStatusFlags.HasNotPermittedNameConstraint
            or X509ChainStatusFlags.HasExcludedNameConstraint or X509ChainStatusFlags.HasNotDefinedNameConstraint
            or X509ChainStatusFlags.HasNotSupportedNameConstraint =>
            "has a name that an issuer's name constraints do not allow, or such constraints that can't be checked",
        X509ChainStatusFlags.HasNotSupportedCriticalExtension =>
            "has a critical extension that verifiers do not know, so that they must refuse it",
        X509ChainStatusFlags.NotValidForUsage =>
            "is not for code signing, or its issuer may not issue certificates for that (application policies)",
        X509ChainStatusFlags.PartialChain =>
            "names another issuer than the certificate that made its signature (authority key identifier), or one that may not sign "
            + "certificates",
        _ => $"breaks a rule of certificate chains ({status})",
    };
}
