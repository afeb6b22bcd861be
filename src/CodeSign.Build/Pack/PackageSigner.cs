using System.Globalization;
using CodeSign.Build.Settings;
using CodeSign.Manifests;
using CodeSign.Signing;

namespace CodeSign.Build.Pack;

/// <summary>Signs finished packages, and moves them with their manifests to where they were asked for.</summary>
/// <param name="settings">The packing project's settings.</param>
/// <param name="log">Where diagnostics go.</param>
internal sealed class PackageSigner(ProjectSettings settings, TaskLog log)
{
    /// <summary>Gives the state of all packages: what the last pack knew, where it is still true, and what was done now.</summary>
    /// <remarks>Where errors were reported, nothing was moved.</remarks>
    public async Task<IReadOnlyList<PackageState>> SignAsync(
        PackState state, IReadOnlyList<StagedPackage> packages, CancellationToken cancellationToken)
    {
        var known = new Dictionary<StagedPackage, PackageState>();
        foreach (var package in packages)
            if (await state.CurrentAsync(package, cancellationToken) is { } current)
                known.Add(package, current);
        var changed = packages.Where(package => !known.ContainsKey(package)).ToList();
        if (changed.Count == 0)
            return [.. packages.Select(package => known[package])];

        var inspected = await InspectAsync(state, changed, cancellationToken);
        if (inspected is null)
            return [];
        foreach (var done in await MoveAsync(state, inspected, cancellationToken))
            known.Add(done.Package, done.State);
        return [.. packages.Select(package => known[package])];
    }

    /// <summary>Holds every signable file in the packages against what was planned.</summary>
    private async Task<List<InspectedPackage>?> InspectAsync(
        PackState state, List<StagedPackage> packages, CancellationToken cancellationToken)
    {
        var expected = state.Inputs.Where(input => input.IsPacked && input.Planned is not null).Select(Expected).ToList();
        var inspected = new List<InspectedPackage>();
        var clean = true;
        foreach (var package in packages)
        {
            var inspection = await PackageInspection.OpenAsync(package.Path, expected, cancellationToken);
            foreach (var diagnostic in inspection.Diagnostics)
                log.Report(diagnostic);
            clean &= inspection.Diagnostics.Count == 0;
            inspected.Add(new InspectedPackage(package, inspection, await PackageDigests.OfAsync(package.Path, cancellationToken)));
        }

        return clean ? inspected : null;
    }

    private static ExpectedFile Expected(InputState input)
    {
        var planned = input.Planned!;
        return new ExpectedFile(input.TargetPath, planned.Sha256, planned.SignedPath is null ? null : planned.SourceSha256);
    }

    private async Task<List<(StagedPackage Package, PackageState State)>> MoveAsync(
        PackState state, List<InspectedPackage> inspected, CancellationToken cancellationToken)
    {
        using var session = new SigningSession(settings, log);
        var toSign = settings.SignPackages ? inspected.Where(i => !i.Package.IsSymbols).ToList() : [];
        var signed = await SignAsync(session, toSign, cancellationToken);
        var done = new List<(StagedPackage, PackageState)>();
        foreach (var package in inspected)
        {
            var result = signed.GetValueOrDefault(package);
            if (result is null)
                await AtomicFile.CopyAsync(package.Package.Path, package.Package.Final, cancellationToken);
            var manifest = package.Package.IsSymbols
                ? null
                : await WriteManifestAsync(state, package, result, session, cancellationToken);
            var file = new FileInfo(package.Package.Path);
            done.Add((package.Package, new PackageState
            {
                Staged = file.FullName,
                StagedLength = file.Length,
                StagedTicks = file.LastWriteTimeUtc.Ticks,
                Final = package.Package.Final,
                FinalSha256 = result?.Sha256 ?? package.Digests.Sha256,
                Manifest = manifest,
                Fingerprint = state.Fingerprint,
            }));
            log.Summary(Summary(state, package, result, manifest));
        }

        return done;
    }

    private static async Task<Dictionary<InspectedPackage, SignedFile>> SignAsync(
        SigningSession session, List<InspectedPackage> packages, CancellationToken cancellationToken)
    {
        if (packages.Count == 0)
            return [];
        var profile = await session.PackageProfileAsync(cancellationToken);
        var jobs = packages.ConvertAll(package => new SigningJob(package.Package.Path, package.Package.Final, profile));
        var results = await session.SignAsync(session.PackageFormats, jobs, cancellationToken);
        return packages.Zip(results).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private async Task<string> WriteManifestAsync(
        PackState state, InspectedPackage package, SignedFile? signed, SigningSession session, CancellationToken cancellationToken)
    {
        var identity = package.Inspection.Identity;
        var folder = Path.GetDirectoryName(package.Package.Final)!;
        var path = settings.Manifest ?? Path.Combine(folder, SignatureManifestFile.NameOf(identity.Id, identity.Version));
        var signers = session.UsedIdentities.Select(ManifestSigner.From).Concat(state.Signers).ToList();
        var manifest = new SignatureManifest
        {
            SchemaVersion = SignatureManifest.CurrentSchemaVersion,
            Tool = SigningSession.Tool,
            Created = DateTimeOffset.UtcNow,
            Development = signers.Exists(signer => signer.KeyKind == "development"),
            Package = new ManifestPackage
            {
                Id = identity.Id,
                Version = identity.Version,
                File = Path.GetRelativePath(Path.GetDirectoryName(path)!, package.Package.Final).Replace('\\', '/'),
                Length = signed?.Length ?? new FileInfo(package.Package.Path).Length,
                Sha256 = signed?.Sha256 ?? package.Digests.Sha256,
                ContentSha256 = package.Digests.Sha256,
                ContentSha512 = package.Digests.Sha512,
                Signature = signed is null ? null : ManifestSignature.From(signed),
            },
            Repository = ManifestRepository.From(identity),
            Build = BuildOriginDetector.Detect(Environment.GetEnvironmentVariable, Environment.UserName, Environment.MachineName),
            Signers = signers,
            Files = Files(state, package.Inspection),
        };
        await SignatureManifestFile.WriteAsync(manifest, path, cancellationToken);
        return path;
    }

    // The same content may lie at several places in the package: each is listed.
    private static List<ManifestFile> Files(PackState state, PackageInspection inspection)
    {
        var planned = state.Inputs.Where(input => input.IsPacked && input.Planned is not null)
            .GroupBy(input => input.Planned!.Sha256)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        return [.. inspection.Entries.Select(entry => Entry(entry, planned[entry.Sha256]))];

        static ManifestFile Entry(PackageEntry entry, List<InputState> inputs)
        {
            var input = inputs.Find(i => i.TargetPath == entry.Path) ?? inputs[0];
            return input.Planned!.Entry with { Path = entry.Path };
        }
    }

    private static string Summary(PackState state, InspectedPackage package, SignedFile? signed, string? manifest)
    {
        var final = package.Package.Final;
        if (package.Package.IsSymbols)
            return $"CodeSign.Build: {final} (symbols, not signed)";
        var files = Files(state, package.Inspection).Count(file => file.Action == ManifestFileAction.Signed);
        var what = string.Create(CultureInfo.InvariantCulture, $"{files} {(files == 1 ? "file" : "files")} in it signed");
        var time = signed?.Timestamp is { } token ? $", timestamped by {token.Server}" : ", without a timestamp";
        return signed is null
            ? $"CodeSign.Build: {final} (not signed, {what}), manifest {manifest}"
            : $"CodeSign.Build: {final} signed{time}, {what}, manifest {manifest}";
    }
}
