using CodeSign.Diagnostics;
using CodeSign.Formats.NuGetPackage;
using CodeSign.Keys;

namespace CodeSign.Build.Settings;

/// <summary>What NuGet demands of whoever signs packages, asked before anything is signed.</summary>
internal static class PackageSignerPolicy
{
    /// <summary>Refuses certificates that NuGet refuses.</summary>
    /// <exception cref="CodeSignException">NuGet does not accept the certificate.</exception>
    public static void Refuse(SigningIdentity signer)
    {
        foreach (var diagnostic in NuGetCertificateDemands.Check(signer.Certificate, DateTimeOffset.UtcNow))
            throw new CodeSignException(diagnostic);
    }

    /// <summary>Warns of a root that NuGet does not know.</summary>
    /// <param name="signer">Who signs packages.</param>
    /// <param name="sdk">The SDK's folder.</param>
    /// <param name="log">Where the warning goes.</param>
    public static void Warn(SigningIdentity signer, string sdk, IEngineLog log)
    {
        // Of the development identity the user has been warned already, in stronger words.
        if (signer.Kind == KeyKind.Development || NuGetTrustedRoots.Locate(sdk) is not { } list)
            return;
        if (NuGetTrustedRoots.Check(signer.Chain[^1], list) is { } warning)
            log.Report(warning);
    }
}
