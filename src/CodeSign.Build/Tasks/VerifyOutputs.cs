using CodeSign.Build.Settings;
using CodeSign.FileSystem;
using CodeSign.Manifests;
using CodeSign.Publishing;
using CodeSign.Signing;
using CodeSign.Verification;
using Microsoft.Build.Framework;

namespace CodeSign.Build;

/// <summary>
/// Looks at what a build has left before it is published: the package against its manifest and what nuget.org demands, and the assemblies
/// in bin. It signs nothing and needs no key.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class VerifyOutputs : CodeSignTask
{
    /// <summary>The package's id.</summary>
    [Required]
    public string PackageId { get; set; } = null!;

    /// <summary>The package's version, as the project has it.</summary>
    [Required]
    public string PackageVersion { get; set; } = null!;

    /// <summary>Full path of the folder that holds the package; empty where the project has none.</summary>
    public string PackageFolder { get; set; } = "";

    /// <summary>Full paths of the project's assemblies in bin.</summary>
    public ITaskItem[] Assemblies { get; set; } = [];

    private protected override async Task RunAsync(TaskLog log, CancellationToken cancellationToken)
    {
        var settings = ProjectSettings.Read(Settings);
        var trust = new TrustSources { RootFiles = settings.TrustedRoots, SdkDirectory = settings.SdkDirectory }.Open();
        var options = new VerificationOptions { SignerTrust = trust.Signers, TimestampTrust = trust.Timestamps };
        if (PackageFolder.Length > 0 && settings.SignPackages)
            await VerifyPackageAsync(settings, options, log, cancellationToken);
        if (!settings.ReplacesBuildOutput)
            return;
        var verifier = new ArtifactVerifier();
        foreach (var path in Assemblies.Select(assembly => assembly.GetMetadata("FullPath")).Distinct(PathNames.Comparer))
            await VerifyAssemblyAsync(
                path, verifier, options with { RequireTimestamp = settings.Timestamps is not null }, log, cancellationToken);
    }

    private async Task VerifyPackageAsync(
        ProjectSettings settings, VerificationOptions options, TaskLog log, CancellationToken cancellationToken)
    {
        var version = NuGetVersion.Normalize(PackageVersion) ?? PackageVersion;
        var package = Path.Combine(PackageFolder, $"{PackageId}.{version}.nupkg");
        if (!File.Exists(package))
        {
            log.Report(
                PushDiagnostics.NothingBuilt.Create($"There is no {package}.", "Pack first, with the same configuration and version."));
            return;
        }

        var manifest = settings.Manifest switch
        {
            null => null,
            { } folder when Path.EndsInDirectorySeparator(folder) => Path.Combine(folder, SignatureManifestFile.NameOf(PackageId, version)),
            { } file => file,
        };
        var check = new PackagePushCheck(options) { RequireManifestSignature = settings.SignsManifest };
        var result = await check.CheckAsync(package, manifest, cancellationToken);
        foreach (var problem in result.Problems)
            log.Report(problem);
        if (result.MayBePublished)
            log.Summary($"CodeSign.Build: {package} may be published: signed, timestamped, and as its manifest says");
    }

    private static async Task VerifyAssemblyAsync(
        string path, ArtifactVerifier verifier, VerificationOptions options, TaskLog log, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            log.Report(PushDiagnostics.NothingBuilt.Create($"There is no {path}.", "Pack first, with the same configuration and version."));
            return;
        }

        var result = await verifier.VerifyAsync(path, options, cancellationToken);
        if (result.Verdict == Verdict.Trusted)
            log.Detail($"{path} is signed by {result.DecidingSignature!.Signer!.Subject}.");
        else
            log.Report(PushDiagnostics.FileNotTrusted.Create(
                $"The assembly is {result.Verdict.ToString().ToLowerInvariant()}: {result.Failure}",
                "Pack again with the release key.", path));
    }
}
