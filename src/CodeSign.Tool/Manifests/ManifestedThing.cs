using CodeSign.Manifests;
using CodeSign.Manifests.Checking;
using CodeSign.Publishing;

namespace CodeSign.Tool.Manifests;

/// <summary>A package or published folder with its manifest.</summary>
/// <param name="Path">Full path of the package or folder.</param>
/// <param name="ManifestPath">Full path of the manifest.</param>
/// <param name="Manifest">The manifest.</param>
/// <param name="Others">The other manifests in a folder.</param>
internal sealed record ManifestedThing(
    string Path, string ManifestPath, SignatureManifest Manifest, IReadOnlyList<SignatureManifest> Others)
{
    /// <summary>Finds what belongs together.</summary>
    /// <param name="subject">Full path of a manifest, a folder or a package, which exists.</param>
    /// <param name="manifest">Full path of the manifest, where the user names it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Diagnostics.CodeSignException">There is no manifest, or it can't be read.</exception>
    /// <exception cref="UsageException">The manifest is about something else.</exception>
    public static async Task<IReadOnlyList<ManifestedThing>> FindAsync(string subject, string? manifest,
        CancellationToken cancellationToken)
    {
        if (Directory.Exists(subject))
            return await FindInFolderAsync(subject, manifest, cancellationToken);
        if (manifest is not null)
            return [await PackageAsync(subject, manifest, cancellationToken)];
        if (!subject.EndsWith(SignatureManifestFile.Suffix, StringComparison.OrdinalIgnoreCase))
            return [await PackageAsync(subject, await ManifestOfAsync(subject, cancellationToken), cancellationToken)];

        var read = await SignatureManifestFile.ReadAsync(subject, cancellationToken);
        var folder = System.IO.Path.GetDirectoryName(subject)!;
        return read.Package is { } package
            ? [new ManifestedThing(BesideManifest(folder, package.File, subject), subject, read, [])]
            : await FindInFolderAsync(folder, subject, cancellationToken);
    }

    /// <summary>Holds the two against each other.</summary>
    /// <exception cref="Diagnostics.CodeSignException">The package can't be read.</exception>
    public Task<ManifestCheckResult> CheckAsync(CancellationToken cancellationToken) => Manifest.Package is null
        ? ManifestChecker.CheckFolderAsync(Manifest, Path, Others, cancellationToken)
        : ManifestChecker.CheckPackageAsync(Manifest, Path, cancellationToken);

    private static async Task<IReadOnlyList<ManifestedThing>> FindInFolderAsync(
        string folder, string? manifest, CancellationToken cancellationToken)
    {
        var all = new List<(string Path, SignatureManifest Manifest)>();
        var files = Directory.EnumerateFiles(folder, $"*{SignatureManifestFile.Suffix}").Append(manifest).OfType<string>();
        foreach (var path in files.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            all.Add((path, await SignatureManifestFile.ReadAsync(path, cancellationToken)));
        var wanted = all.Where(one => manifest is null || one.Path == manifest).ToList();
        if (wanted.Count == 0)
            throw ToolDiagnostics.NoSuchFile.Exception(
                $"The folder has no signature manifest (*{SignatureManifestFile.Suffix}).", "Name it with --manifest.", folder);
        return [.. wanted.Select(one => one.Manifest.Package is { } package
            ? new ManifestedThing(BesideManifest(System.IO.Path.GetDirectoryName(one.Path)!, package.File, one.Path), one.Path,
                one.Manifest, [])
            : new ManifestedThing(folder, one.Path, one.Manifest,
                [.. all.Select(other => other.Manifest).Where(other => other.Folder is not null && other != one.Manifest)]))];
    }

    private static async Task<ManifestedThing> PackageAsync(string package, string manifest, CancellationToken cancellationToken)
    {
        var read = await SignatureManifestFile.ReadAsync(manifest, cancellationToken);
        return read.Package is null
            ? throw new UsageException($"{manifest} is about a published folder, not about a package.")
            : new ManifestedThing(package, manifest, read, []);
    }

    private static async Task<string> ManifestOfAsync(string package, CancellationToken cancellationToken) =>
        await PackageManifest.FindAsync(package, cancellationToken) ?? throw ToolDiagnostics.NoSuchFile.Exception(
            $"No signature manifest (ID.VERSION{SignatureManifestFile.Suffix}) beside the package is about it.",
            "Name it with --manifest.", package);

    /// <summary>A manifest names files, and leads nowhere else.</summary>
    private static string BesideManifest(string folder, string file, string manifest)
    {
        var path = System.IO.Path.Combine(folder, System.IO.Path.GetFileName(file));
        return File.Exists(path)
            ? path
            : throw ToolDiagnostics.NoSuchFile.Exception($"The package that the manifest is about, {file}, is not beside it.",
                "Put them together.", manifest);
    }
}
