using CodeSign.Diagnostics;
using CodeSign.Formats.NuGetPackage;
using CodeSign.Keys;

namespace CodeSign.Build.Settings;

/// <summary>What NuGet demands of whoever signs packages, asked before anything is signed.</summary>
internal static class PackageSignerPolicy
{
    /// <summary>Refuses certificates that NuGet refuses, and warns of a root that it does not know.</summary>
    /// <exception cref="CodeSignException">NuGet does not accept the certificate.</exception>
    public static void Check(OpenedIdentity opened, SessionTrust trust, IEngineLog log)
    {
        var certificate = opened.Signer.Certificate;
        foreach (var diagnostic in NuGetCertificateDemands.Check(certificate, DateTimeOffset.UtcNow))
            throw new CodeSignException(diagnostic);
        // Of the development identity the user has been warned already, in stronger words.
        var root = opened.Signer.Chain[^1];
        if (opened.Signer.Kind == KeyKind.Development || trust.IsKnownToNuGet(root))
            return;
        log.Report(BuildDiagnostics.RootUnknownToNuGet.Create(
            $"NuGet does not know the root '{root.Subject}' that the package is signed under. Who restores the package sees NU3018 and "
            + "NU3042 as warnings, and as errors where signatures are required.",
            "Use a certificate from a certificate authority that NuGet trusts, or have your users trust yours."));
    }
}
