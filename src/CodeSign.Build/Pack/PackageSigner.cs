using System.Globalization;
using CodeSign.Build.Files;
using CodeSign.Build.Settings;
using CodeSign.Formats.NuGetPackage;
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

        var inspector = new PackageInspector(state.Inputs, log);
        if (await inspector.InspectAsync(changed, cancellationToken) is not { } inspected)
            return [];
        foreach (var done in await MoveAsync(state, inspector, inspected, cancellationToken))
            known.Add(done.Package, done.State);
        return [.. packages.Select(package => known[package])];
    }

    private async Task<List<(StagedPackage Package, PackageState State)>> MoveAsync(
        PackState state, PackageInspector inspector, IReadOnlyList<InspectedPackage> inspected, CancellationToken cancellationToken)
    {
        using var session = new SigningSession(settings, log);
        var toSign = settings.SignPackages ? inspected.Where(i => i.Package.IsSigned).ToList() : [];
        var signed = await SignAsync(session, toSign, cancellationToken);
        var done = new List<(StagedPackage, PackageState)>();
        foreach (var package in inspected)
        {
            var file = await FinishAsync(package, signed.GetValueOrDefault(package), cancellationToken);
            var files = inspector.Match(package.Inspection).SelectMany(pair => Entries(pair.Entry, pair.Input)).ToList();
            var manifest = package.Package.IsSymbols
                ? null
                : await WriteManifestAsync(
                    package, file, files, state, [.. session.UsedIdentities.Select(ManifestSigner.From), .. state.Signers], cancellationToken);
            done.Add((package.Package, PackageState.Of(package.Package, file.Sha256, manifest, state.PackageFingerprint)));
            log.Summary(Summary(package.Package, file, files, manifest));
        }

        return done;
    }

    // A package that is not signed is moved as it is.
    private static async Task<FinishedPackage> FinishAsync(InspectedPackage package, SignedFile? signed, CancellationToken cancellationToken)
    {
        if (signed is not null)
            return new FinishedPackage(signed.Sha256, signed.Length, signed.PackageContent!, signed);
        await AtomicFile.CopyAsync(package.Package.Path, package.Package.Final, cancellationToken);
        var (sha256, sha512) = await FileDigest.Sha256AndSha512Async(package.Package.Path, cancellationToken);
        return new FinishedPackage(sha256, new FileInfo(package.Package.Path).Length, new PackageContentHash(sha256, sha512), null);
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
        InspectedPackage package, FinishedPackage file, IReadOnlyList<ManifestFile> files, PackState state,
        IReadOnlyList<ManifestSigner> signers, CancellationToken cancellationToken)
    {
        var identity = package.Inspection.Identity;
        var final = package.Package.Final;
        var path = ManifestPath(identity, final);
        var manifest = new SignatureManifest
        {
            SchemaVersion = SignatureManifest.CurrentSchemaVersion,
            Tool = SigningSession.Tool,
            Created = DateTimeOffset.UtcNow,
            Development = signers.Any(signer => signer.IsDevelopment),
            Package = new ManifestPackage
            {
                Id = identity.Id,
                Version = identity.Version,
                File = Path.GetRelativePath(Path.GetDirectoryName(path)!, final).Replace('\\', '/'),
                Length = file.Length,
                Sha256 = file.Sha256,
                ContentSha256 = file.Content.Sha256,
                ContentSha512 = file.Content.Sha512,
                Signature = file.Signed is null ? null : ManifestSignature.From(file.Signed),
            },
            Repository = ManifestRepository.From(identity),
            Build = BuildOriginDetector.Detect(Environment.GetEnvironmentVariable, Environment.UserName, Environment.MachineName),
            Signers = signers,
            Files = files,
            Detached = Detached(state),
            Archives = Archives(state),
        };
        await SignatureManifestFile.WriteAsync(manifest, path, cancellationToken);
        return path;
    }

    private static List<ManifestDetachedSignature>? Detached(PackState state) =>
        state.Detached.Count == 0 ? null : [.. state.Detached.Select(detached => ManifestPart.ReadDetached(detached.Entry))];

    private string ManifestPath(PackageIdentity package, string final)
    {
        if (settings.Manifest is { } path && !Path.EndsInDirectorySeparator(path))
            return path;
        return Path.Combine(settings.Manifest ?? Path.GetDirectoryName(final)!, SignatureManifestFile.NameOf(package.Id, package.Version));
    }

    private static IEnumerable<ManifestFile> Entries(PackageEntry entry, InputState input) => input.Planned!.Entries
        .Select(ManifestPart.ReadFile)
        .Select(file => file with { Path = PackageInspector.PathIn(entry, input, file.Path) });

    private static List<ManifestFile>? Archives(PackState state) => state.Archives.Count == 0 ? null :
    [
        .. state.Inputs.Where(input => input.Planned is not null && state.IsArchive(input))
            .SelectMany(input => input.Planned!.Entries).Select(ManifestPart.ReadFile),
    ];

    private static string Summary(StagedPackage package, FinishedPackage file, List<ManifestFile> files, string? manifest)
    {
        if (!package.IsSigned)
            return $"CodeSign.Build: {package.Final} (symbols, not signed)";
        var signed = files.Count(entry => entry.Action == ManifestFileAction.Signed);
        var beside = manifest is null ? "" : $", manifest {manifest}";
        var inside = string.Create(CultureInfo.InvariantCulture, $"{signed} {(signed == 1 ? "file" : "files")} in it signed{beside}");
        if (file.Signed is null)
            return $"CodeSign.Build: {package.Final} (not signed), {inside}";
        var time = file.Signed.Timestamp is { } token ? $"timestamped by {token.Server}" : "without a timestamp";
        return $"CodeSign.Build: {package.Final} signed, {time}, {inside}";
    }

    private sealed record FinishedPackage(string Sha256, long Length, PackageContentHash Content, SignedFile? Signed);
}
