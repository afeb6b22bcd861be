using System.IO.Compression;
using CodeSign.Diagnostics;
using CodeSign.FileSystem;
using CodeSign.Formats;
using CodeSign.Signing;
using CodeSign.Verification;

namespace CodeSign.Manifests.Checking;

/// <summary>
/// Holds folders and packages against their signature manifests: what is missing, what was added, what was changed. A manifest is only as
/// good as the place that it came from; this tells whether the two fit, and verification tells who signed.
/// </summary>
public static class ManifestChecker
{
    private const string InArchive = "!/";

    /// <summary>Holds a published folder against its manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="others">Manifests of other projects that were published into the same folder: what they list is not added.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">The manifest is about a package.</exception>
    /// <exception cref="IOException">A file or a folder can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read a file.</exception>
    public static async Task<ManifestCheckResult> CheckFolderAsync(
        SignatureManifest manifest, string folder, IReadOnlyList<SignatureManifest> others, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(others);
        if (manifest.Folder is null)
            throw new ArgumentException("The manifest is about a package.", nameof(manifest));

        var differences = new List<ManifestDifference>();
        var listed = ListedFiles(manifest);
        foreach (var (path, sha256) in listed)
            if (CompareFile(folder, path, sha256, cancellationToken) is { } difference)
                differences.Add(difference);
        var unchanged = listed.Count - differences.Count;
        var known = listed.Keys.Concat(others.SelectMany(other => ListedFiles(other).Keys)).ToHashSet(PathNames.Comparer);
        differences.AddRange(await AddedFilesAsync(folder, known, cancellationToken));
        return Conclude(manifest, unchanged, differences);
    }

    /// <summary>Holds a package against its manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="package">Full path of the package.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">The manifest is about a folder.</exception>
    /// <exception cref="CodeSignException">The package can't be read.</exception>
    public static async Task<ManifestCheckResult> CheckPackageAsync(
        SignatureManifest manifest, string package, CancellationToken cancellationToken)
    {
        try
        {
            var file = await new ArtifactVerifier().VerifyAsync(package, VerificationOptions.Integrity, cancellationToken);
            return await CheckPackageAsync(manifest, package, file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(package, e);
        }
    }

    /// <summary>Holds a package that has been verified against its manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="package">Full path of the package.</param>
    /// <param name="file">What verification found, with the digests of the content.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">The manifest is about a folder.</exception>
    /// <exception cref="CodeSignException">The package can't be read.</exception>
    public static async Task<ManifestCheckResult> CheckPackageAsync(
        SignatureManifest manifest, string package, VerificationResult file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(file);
        if (manifest.Package is not { } expected)
            throw new ArgumentException("The manifest is about a folder.", nameof(manifest));

        try
        {
            var differences = new List<ManifestDifference>();
            var isSameFile = Convert.ToHexStringLower(file.Sha256.Span) == expected.Sha256;
            var isSameContent = file.PackageContent is { } content
                && Convert.ToHexStringLower(content.Sha256.Span) == expected.ContentSha256
                && Convert.ToBase64String(content.Sha512.Span) == expected.ContentSha512;
            if (!isSameContent)
                differences.Add(new ManifestDifference(
                    ManifestDifferenceKind.Changed, Path.GetFileName(package),
                    "The package's content without signature is not the one that was built."));
            var unchanged = await CompareEntriesAsync(manifest, package, differences, cancellationToken);
            return Conclude(manifest, unchanged, differences) with { IsResigned = isSameContent && !isSameFile };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Unreadable(package, e);
        }
    }

    private static CodeSignException Unreadable(string package, Exception e) =>
        PackageDiagnostics.Unreadable.Exception($"The package {package} can't be read: {e.Message}", "Get it again.", package, e);

    private static ManifestCheckResult Conclude(SignatureManifest manifest, int unchanged, List<ManifestDifference> differences)
    {
        differences.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        return new ManifestCheckResult
        {
            Manifest = manifest,
            Unchanged = unchanged,
            Differences = differences,
            NotLookedAt = manifest.Files.Count(file => !IsFileOfItsOwn(file)),
        };
    }

    private static bool IsFileOfItsOwn(ManifestFile file) =>
        file.Bundle is null && !file.Path.Contains(InArchive, StringComparison.Ordinal);

    /// <summary>What must be there: signable files, and files with a signature beside them. Digests by path.</summary>
    private static SortedDictionary<string, string> ListedFiles(SignatureManifest manifest)
    {
        var listed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in manifest.Files.Where(IsFileOfItsOwn))
            listed[file.Path] = file.Sha256;
        foreach (var detached in manifest.Detached ?? [])
        {
            if (!detached.Packed)
                continue;
            listed[detached.Path] = detached.Sha256;
            listed[detached.SignaturePath] = detached.SignatureSha256;
        }

        return listed;
    }

    private static ManifestDifference? CompareFile(
        string folder, string path, string sha256, CancellationToken cancellationToken)
    {
        // The manifest may come from anywhere.
        if (path.Contains('\0', StringComparison.Ordinal))
            return Missing(path);
        var full = Path.GetFullPath(path, folder);
        var below = Path.GetRelativePath(folder, full);
        if (below.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(below))
            return new ManifestDifference(ManifestDifferenceKind.Missing, path, "The manifest names a place outside of the folder.");
        if (!File.Exists(full))
            return Missing(path);
        var found = FileDigest.Sha256(full, cancellationToken);
        return found == sha256 ? null : Changed(path, sha256, found);
    }

    private static async Task<IEnumerable<ManifestDifference>> AddedFilesAsync(
        string folder, HashSet<string> known, CancellationToken cancellationToken)
    {
        var tree = FolderTree.Read(folder);
        if (tree.Unreadable is [var unreadable, ..])
            throw new IOException($"The folder '{unreadable.Path}' can't be read: {unreadable.Reason}");
        var added = new List<ManifestDifference>();
        foreach (var path in tree.Files.Where(path => !known.Contains(path)))
        {
            await using var file = SharedFile.OpenRead(Path.Combine(folder, path));
            if (await LooksExecutableAsync(file, cancellationToken))
                added.Add(Added(path));
        }

        return added;
    }

    /// <summary>Also where it is damaged: verification calls such a file an invalid one, and not one of no interest.</summary>
    private static async Task<bool> LooksExecutableAsync(Stream file, CancellationToken cancellationToken)
    {
        var beginning = new byte[2];
        return await file.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken) == beginning.Length
            && new SignatureFormats().PortableExecutable.MayBe(beginning);
    }

    /// <returns>How many files are as the manifest says.</returns>
    private static async Task<int> CompareEntriesAsync(
        SignatureManifest manifest, string package, List<ManifestDifference> differences, CancellationToken cancellationToken)
    {
        var listed = ListedFiles(manifest);
        var missing = new HashSet<string>(listed.Keys, StringComparer.Ordinal);
        await using var archive = await ZipFile.OpenReadAsync(package, cancellationToken);
        var unchanged = 0;
        foreach (var entry in archive.Entries)
        {
            var path = entry.FullName.Replace('\\', '/');
            if (!listed.TryGetValue(path, out var sha256))
            {
                if (await PackageEntryReader.ReadAsync(entry, withArchives: false, cancellationToken) is not null)
                    differences.Add(Added(path));
            }
            else if (!missing.Remove(path))
            {
                differences.Add(new ManifestDifference(ManifestDifferenceKind.Added, path, "The package holds it twice."));
            }
            else if (await EntryDigest.Sha256Async(entry, cancellationToken) is var found && found != sha256)
            {
                differences.Add(Changed(path, sha256, found));
            }
            else
            {
                unchanged++;
            }
        }

        differences.AddRange(missing.Select(Missing));
        return unchanged;
    }

    private static ManifestDifference Missing(string path) =>
        new(ManifestDifferenceKind.Missing, path, "The manifest lists it, and it is not there.");

    private static ManifestDifference Added(string path) =>
        new(ManifestDifferenceKind.Added, path, "It can carry a signature, and the manifest does not list it.");

    private static ManifestDifference Changed(string path, string expected, string found) =>
        new(ManifestDifferenceKind.Changed, path, $"Its SHA-256 is {found}, and the manifest says {expected}.");
}
