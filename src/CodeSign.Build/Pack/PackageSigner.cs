using CodeSign.Build.Files;
using CodeSign.Build.Pipelines;
using CodeSign.Build.Settings;
using CodeSign.Build.TestGate;
using CodeSign.Diagnostics;
using CodeSign.Formats.NuGetPackage;
using CodeSign.Manifests;
using CodeSign.Signing;

namespace CodeSign.Build.Pack;

/// <summary>Signs finished packages, and moves them with their manifests to where they were asked for.</summary>
/// <param name="settings">The packing project's settings.</param>
/// <param name="log">Where diagnostics go.</param>
internal sealed class PackageSigner(ProjectSettings settings, TaskLog log)
{
    private readonly ManifestPlace _place = new(settings.Manifest);

    /// <summary>Gives the state of all packages: what the last pack knew, where it is still true, and what was done now.</summary>
    /// <remarks>Where errors were reported, nothing was moved.</remarks>
    public async Task<IReadOnlyList<PackageState>> SignAsync(
        PackState state, IReadOnlyList<StagedPackage> packages, CancellationToken cancellationToken)
    {
        var known = new Dictionary<StagedPackage, PackageState>();
        foreach (var package in packages)
            if (state.Current(package, cancellationToken) is { } current)
                known.Add(package, current);
        var changed = packages.Where(package => !known.ContainsKey(package)).ToList();
        if (changed.Count == 0)
            return [.. packages.Select(package => known[package])];

        var inspector = new PackageInspector(state.Inputs, log);
        if (await inspector.InspectAsync(changed, cancellationToken) is not { } inspected)
            return [];
        foreach (var done in await MoveAsync(state, inspector, inspected, cancellationToken))
            known.Add(done.Package, done.State);
        return [.. packages.Select(package => known[package])];
    }

    /// <summary>
    /// Signs packages and writes their manifests; only when that is done, and the manifests are signed, is the first package moved to
    /// where it was asked for.
    /// </summary>
    private async Task<List<(StagedPackage Package, PackageState State)>> MoveAsync(
        PackState state, PackageInspector inspector, IReadOnlyList<InspectedPackage> inspected, CancellationToken cancellationToken)
    {
        using var session = new SigningSession(settings, log);
        var toSign = settings.SignPackages ? inspected.Where(i => i.Package.IsSigned).ToList() : [];
        using var signed = toSign.Count == 0 ? null : await StageAsync(session, toSign, cancellationToken);
        var finished = new List<(FinishedPackage Package, StagedManifest? Manifest)>();
        foreach (var package in inspected)
        {
            var place = toSign.IndexOf(package);
            var files = PackageManifest.FilesIn(package, inspector);
            var file = Finish(package, files, place < 0 ? null : signed!.Files[place], cancellationToken);
            finished.Add((file, package.Package.IsSymbols ? null : await StageManifestAsync(file, state, session, cancellationToken)));
        }

        signed?.MoveIntoPlace();
        var done = new List<(StagedPackage, PackageState)>();
        foreach (var (package, manifest) in finished)
            done.Add((package.Staged, await PlaceAsync(package, manifest, state, cancellationToken)));
        return done;
    }

    private static async Task<StagedRun> StageAsync(SigningSession session, List<InspectedPackage> packages, CancellationToken cancellationToken)
    {
        var profile = await session.PackageProfileAsync(cancellationToken);
        var jobs = packages.ConvertAll(package => new SigningJob(package.Package.Path, package.Package.Final, profile));
        return await session.StageAsync(session.PackageFormats, jobs, cancellationToken);
    }

    private static FinishedPackage Finish(
        InspectedPackage package, IReadOnlyList<ManifestFile> files, SignedFile? signed, CancellationToken cancellationToken)
    {
        if (signed is not null)
            return FinishedPackage.Of(package, files, signed);
        var (sha256, sha512) = FileDigest.Sha256AndSha512(package.Package.Path, cancellationToken);
        return new FinishedPackage(package.Package, package.Inspection)
        {
            Sha256 = sha256,
            Length = new FileInfo(package.Package.Path).Length,
            Content = new PackageContentHash(sha256, sha512),
            Files = files,
        };
    }

    private async Task<StagedManifest> StageManifestAsync(
        FinishedPackage package, PackState state, SigningSession session, CancellationToken cancellationToken)
    {
        // The manifest's key is opened before the signers are listed: it is one of them.
        var profile = await session.ManifestProfileAsync(cancellationToken);
        var signers = session.UsedIdentities.Select(ManifestSigner.From).Concat(state.Signers);
        var described = new PackageManifest(package, state).Describe(_place.Of(package), [.. signers]);
        var manifest = await KeptVerdict.DescribeAsync(described, settings.StateDirectory, cancellationToken);
        var path = Path.Combine(settings.StateDirectory, "manifests", $"{Path.GetFileName(package.Staged.Path)}.json");
        return await StagedManifest.WriteAsync(manifest, path, session, profile, cancellationToken);
    }

    private async Task<PackageState> PlaceAsync(
        FinishedPackage package, StagedManifest? manifest, PackState state, CancellationToken cancellationToken)
    {
        // A package that is not signed is moved as it is.
        if (package.Signed is null)
            await AtomicFile.CopyAsync(package.Staged.Path, package.Staged.Final, cancellationToken);
        var placed = manifest is null ? null : await manifest.PlaceAsync(_place.Of(package), cancellationToken);
        if (manifest is not null)
            await new PipelineSummary(log, Environment.GetEnvironmentVariable).ShowAsync(manifest.Content, settings.StateDirectory, cancellationToken);
        log.Summary(Summary(package, placed));
        return PackageState.Of(package.Staged, package.Sha256, placed, state.PackageFingerprint);
    }

    private static string Summary(FinishedPackage package, PlacedManifest? manifest)
    {
        var final = package.Staged.Final;
        if (!package.Staged.IsSigned)
            return $"CodeSign.Build: {final} (symbols, not signed)";
        var signed = package.Files.Count(entry => entry.Action == ManifestFileAction.Signed);
        var beside = manifest is null ? "" : $", manifest {manifest.Path}";
        var inside = $"{Quantity.Of(signed, "file")} in it signed{beside}";
        if (package.Signed is null)
            return $"CodeSign.Build: {final} (not signed), {inside}";
        var time = package.Signed.Timestamp is { } token ? $"timestamped by {token.Server}" : "without a timestamp";
        return $"CodeSign.Build: {final} signed, {time}, {inside}";
    }
}
