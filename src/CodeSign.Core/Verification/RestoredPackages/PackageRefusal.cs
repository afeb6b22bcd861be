using CodeSign.Diagnostics;

namespace CodeSign.Verification.RestoredPackages;

/// <summary>Tells why a restored package must not be used: its name and version, its signer, the policy's rule, what is wrong.</summary>
public static class PackageRefusal
{
    /// <summary>The diagnostic (CSB7050).</summary>
    /// <param name="package">A package that was not accepted.</param>
    public static Diagnostic Describe(VerifiedPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        var result = package.Result;
        return VerificationDiagnostics.PackageRefused.Create(
            $"The package {package.Package} is refused{By(result)}. "
            + $"It is {result.Verdict.ToString().ToLowerInvariant()}{Signer(result)}: {result.Failure}",
            "Don't use it before you know why: the page of this diagnostic says what to look for.",
            package.Package.File);
    }

    private static string By(VerificationResult result) => result.Policy switch
    {
        null => "",
        { Rule: { } rule } => $" by the policy's rule '{rule}'",
        _ => " by the policy",
    };

    private static string Signer(VerificationResult result) =>
        result.Signatures.Count > 0 && result.Signatures[0].Signer is { } signer ? $", signed by '{signer.Subject}'" : "";
}
