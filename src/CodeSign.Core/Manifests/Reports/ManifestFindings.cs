using System.Globalization;
using CodeSign.Diagnostics;

namespace CodeSign.Manifests.Reports;

/// <summary>Reads a manifest as an experienced colleague would: what in it deserves a look.</summary>
public static class ManifestFindings
{
    private static readonly TimeSpan SoonToExpire = TimeSpan.FromDays(60);

    /// <summary>The findings, the gravest first. The same manifest always has the same: times are compared with when it was written.</summary>
    public static IReadOnlyList<ManifestFinding> Of(SignatureManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        IEnumerable<ManifestFinding?> all =
        [
            Development(manifest), UnsignedPackage(manifest), Broken(manifest), WithoutTimestamp(manifest), OthersUnsigned(manifest),
            OthersUntrusted(manifest), Untested(manifest), Instrumented(manifest), OwnLeftOut(manifest), Unaccounted(manifest),
            SoonExpiring(manifest), FailedAttempts(manifest), SkippedTests(manifest),
        ];
        return [.. all.OfType<ManifestFinding>().OrderByDescending(finding => finding.Level)];
    }

    private static ManifestFinding? Development(SignatureManifest manifest) => manifest.Development
        ? new(
            ManifestFindingLevel.Problem, "A development identity signed.",
            "Nobody but the machine that made it trusts it. Build again with the release key.",
            [.. manifest.Signers.Where(signer => signer.IsDevelopment).Select(signer => signer.Subject)])
        : null;

    private static ManifestFinding? UnsignedPackage(SignatureManifest manifest) => manifest.Package is { Signature: null } package
        ? new(
            ManifestFindingLevel.Attention, "The package itself is not signed.",
            "CodeSignPackages is false. Whoever changes the package is noticed only where its files are signed.", [package.File])
        : null;

    private static ManifestFinding? Broken(SignatureManifest manifest) => Files(
        manifest, ManifestFindingLevel.Problem, "carries a broken signature", "carry broken signatures",
        "Somebody has changed it since it was signed, or it was damaged. Find out where it comes from.",
        file => file.ExistingSignature?.State == ManifestExistingSignatureState.Broken && !IsOurs(file));

    private static ManifestFinding? WithoutTimestamp(SignatureManifest manifest)
    {
        IEnumerable<string?> places =
        [
            manifest.Package is { Signature: { Timestamp: null } } package ? package.File : null,
            .. ManifestContents.Files(manifest).Where(file => file.Signature is { Timestamp: null }).Select(ManifestContents.PathOf),
            .. (manifest.Detached ?? []).Where(file => file.Signature.Timestamp is null).Select(file => file.SignaturePath),
        ];
        return Create(
            ManifestFindingLevel.Attention, [.. places.OfType<string>()], "signature has no timestamp", "signatures have no timestamp",
            "They end with the certificate. Set CodeSignTimestampServers, and take CodeSignTimestamp=false away.");
    }

    private static ManifestFinding? OthersUnsigned(SignatureManifest manifest) => Files(
        manifest, ManifestFindingLevel.Attention, "of somebody else is not signed", "of others are not signed",
        "They were kept as they came. Ask their authors for signed ones, or decide with a CodeSignFile rule.",
        file => file is { Action: ManifestFileAction.Kept, ExistingSignature: null });

    private static ManifestFinding? OthersUntrusted(SignatureManifest manifest) => Files(
        manifest, ManifestFindingLevel.Attention, "is signed by somebody who is not trusted here", "are signed by somebody who is not trusted here",
        "Their signatures are intact, and end in a root that is not among those that NuGet trusts nor in CodeSignTrustedRoots.",
        file => file is { Action: ManifestFileAction.Kept, ExistingSignature.State: ManifestExistingSignatureState.Untrusted });

    private static ManifestFinding? Untested(SignatureManifest manifest)
    {
        var places = ManifestContents.Files(manifest).Where(file => file.Tested?.How == ManifestTestedKind.Untested)
            .Select(file => $"{ManifestContents.PathOf(file)}: {file.Tested!.Reason}");
        return Create(
            ManifestFindingLevel.Attention, [.. places], "assembly was not tested", "assemblies were not tested",
            "No test run loaded them, and CodeSignUntested allows it for these reasons.");
    }

    private static ManifestFinding? Instrumented(SignatureManifest manifest) => Create(
        ManifestFindingLevel.Attention,
        [.. ManifestContents.Files(manifest).Where(file => file.Tested?.How == ManifestTestedKind.Instrumented).Select(ManifestContents.PathOf)],
        "assembly was tested only with instrumented code", "assemblies were tested only with instrumented code",
        "The tests ran on the same compilation, changed by a coverage tool or profiler, and not on the bytes that are shipped. "
        + "CodeSignRequireTests=exact refuses that.");

    private static ManifestFinding? SkippedTests(SignatureManifest manifest) => manifest.Tests is { } tests
        ? Create(
            ManifestFindingLevel.Note,
            [.. tests.Runs.Where(run => run.Skipped > 0).Select(run => string.Create(
                CultureInfo.InvariantCulture, $"{ManifestContents.NameOf(run)}: {run.Skipped} of {run.Total}"))],
            "test run skipped tests", "test runs skipped tests", "What they would have found, nobody knows.")
        : null;

    private static ManifestFinding? OwnLeftOut(SignatureManifest manifest) => Files(
        manifest, ManifestFindingLevel.Note, "of yours was left out by a rule", "of yours were left out by rules",
        "A CodeSignFile rule says so; the table below says which.",
        file => file.Action == ManifestFileAction.Excluded && IsOurs(file));

    private static ManifestFinding? Unaccounted(SignatureManifest manifest) => Files(
        manifest, ManifestFindingLevel.Note, "comes from nowhere that the build knows", "come from nowhere that the build knows",
        "A CodeSignFile rule decided about them.", file => file.Origin.Kind == ManifestFileOriginKind.Unknown);

    private static ManifestFinding? SoonExpiring(SignatureManifest manifest)
    {
        var expiring = manifest.Signers
            .Where(signer => !signer.IsDevelopment && signer.NotAfter - manifest.Created < SoonToExpire)
            .Select(signer => string.Create(CultureInfo.InvariantCulture, $"{signer.Subject}, until {signer.NotAfter:yyyy-MM-dd}"));
        return Create(
            ManifestFindingLevel.Note, [.. expiring],
            "certificate expires within 60 days", "certificates expire within 60 days",
            "What has a timestamp stays valid. Renew the certificate before the next releases.");
    }

    private static ManifestFinding? FailedAttempts(SignatureManifest manifest)
    {
        var failed = ManifestContents.Timestamps(manifest)
            .SelectMany(timestamp => timestamp.FailedAttempts ?? [])
            .GroupBy(attempt => attempt.Server)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key}: {group.Count()}, the last: {group.Last().Reason}"));
        return Create(
            ManifestFindingLevel.Note, [.. failed], "timestamp server failed at times", "timestamp servers failed at times",
            "The timestamps were had at a later attempt or from another server.");
    }

    private static bool IsOurs(ManifestFile file) => file.Origin.Kind is ManifestFileOriginKind.Own or ManifestFileOriginKind.ProjectReference;

    private static ManifestFinding? Files(
        SignatureManifest manifest, ManifestFindingLevel level, string one, string many, string explanation, Func<ManifestFile, bool> applies) =>
        Create(level, [.. ManifestContents.Files(manifest).Where(applies).Select(ManifestContents.PathOf)], $"file {one}", $"files {many}", explanation);

    private static ManifestFinding? Create(ManifestFindingLevel level, IReadOnlyList<string> places, string one, string many, string explanation) =>
        places.Count == 0
            ? null
            : new(level, $"{Quantity.Of(places.Count, one, many)}.", explanation, places);
}
