using CodeSign.Build.Settings;
using CodeSign.Diagnostics;
using CodeSign.Verification;
using CodeSign.Verification.Policies;
using CodeSign.Verification.RestoredPackages;
using Microsoft.Build.Framework;

namespace CodeSign.Build;

/// <summary>
/// Holds the packages that a restore has fetched for the project against the policy, before the build uses them. A package that one project
/// of a build was given is not looked at again for the next one, nor for another target framework.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class VerifyRestoredPackages : CodeSignTask
{
    /// <summary>Full path of the project's <c>project.assets.json</c>.</summary>
    [Required]
    public string ProjectAssetsFile { get; set; } = null!;

    private protected override async Task RunAsync(TaskLog log, CancellationToken cancellationToken)
    {
        var settings = PackageVerificationSettings.Read(Settings);
        if (!settings.IsEnabled)
            return;
        var trust = settings.Demands.Sources.Open();
        var policyFile = settings.Demands.PolicyFile;
        var options = new VerificationOptions
        {
            SignerTrust = trust.Signers,
            TimestampTrust = trust.Timestamps,
            Revocation = new RevocationOptions { Mode = settings.Demands.Revocation },
            Policy = policyFile is null ? null : await VerificationPolicyFile.ReadAsync(policyFile, cancellationToken),
        };
        var assets = await AssetsFile.ReadAsync(ProjectAssetsFile, cancellationToken);
        var memory = await OpenMemoryAsync(settings.Demands, cancellationToken);
        var verifier = new RestoredPackageVerifier(new ArtifactVerifier(), options, memory);
        var verified = await verifier.VerifyAsync(assets.Packages, cancellationToken);

        foreach (var refused in verified.Where(package => !package.Result.IsAccepted))
            log.Report(PackageRefusal.Describe(refused));
        var looked = verified.Count(package => package.Result.Findings.All(finding => finding.Kind != FindingKind.VerifiedBefore));
        if (looked > 0 && !log.HasErrors)
            log.Summary($"CodeSign.Build: {Quantity.Of(looked, "restored package")} verified: {Meaning(policyFile)}");
    }

    private static string Meaning(string? policyFile) => policyFile is null
        ? "signed by someone publicly trusted; whom you expect, say with CodeSignPolicy"
        : $"as {policyFile} demands";

    /// <summary>What was accepted before: in this build at least, and on one's own machine in earlier ones.</summary>
    private async Task<VerifiedPackages> OpenMemoryAsync(PackageDemands demands, CancellationToken cancellationToken)
    {
        var fingerprint = demands.Fingerprint();
        var key = $"{nameof(VerifyRestoredPackages)} {fingerprint}";
        if (BuildEngine4.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is VerifiedPackages known)
            return known;
        var path = demands.MayBeRemembered(Environment.GetEnvironmentVariable) ? VerifiedPackages.PathFor() : null;
        var memory = await VerifiedPackages.OpenAsync(path, fingerprint, TimeProvider.System, cancellationToken);
        BuildEngine4.RegisterTaskObject(key, memory, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        return memory;
    }
}
