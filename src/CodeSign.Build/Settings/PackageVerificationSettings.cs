using CodeSign.Verification;
using CodeSign.Verification.RestoredPackages;
using Microsoft.Build.Framework;

namespace CodeSign.Build.Settings;

/// <summary>What a project demands of the packages that it uses.</summary>
/// <param name="IsEnabled">Whether they are verified.</param>
/// <param name="Demands">What they are held against. Revocation comes from the cache alone: a build asks no server.</param>
internal sealed record PackageVerificationSettings(bool IsEnabled, PackageDemands Demands)
{
    /// <summary>Reads them.</summary>
    /// <param name="item">The item that the target <c>CodeSignVerifyRestoredPackages</c> makes.</param>
    /// <exception cref="Diagnostics.CodeSignException">A value can't be understood.</exception>
    public static PackageVerificationSettings Read(ITaskItem item)
    {
        var reader = new SettingsReader(item);
        var sources = new TrustSources { RootFiles = reader.FilePaths("TrustedRoots"), SdkDirectory = reader.FilePath("SdkDirectory") };
        return new PackageVerificationSettings(
            reader.Switch("VerifyPackages", byDefault: false),
            new PackageDemands(sources, RevocationMode.Offline, reader.FilePath("Policy")));
    }
}
