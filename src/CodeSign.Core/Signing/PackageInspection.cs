using System.IO.Compression;
using CodeSign.Diagnostics;
using CodeSign.Formats.Containers;

namespace CodeSign.Signing;

/// <summary>
/// The last look at a finished package, before it is signed: every PE in it, recognised by content, is held against the plan, and so is
/// every archive that was planned. It catches whatever way a file took past the plan.
/// </summary>
public sealed class PackageInspection
{
    private PackageInspection(PackageIdentity identity, IReadOnlyList<PackageEntry> entries, IReadOnlyList<Diagnostic> diagnostics)
    {
        Identity = identity;
        Entries = entries;
        Diagnostics = diagnostics;
    }

    /// <summary>What the packed .nuspec says.</summary>
    public PackageIdentity Identity { get; }

    /// <summary>The signable files in the package, in the order of their paths.</summary>
    public IReadOnlyList<PackageEntry> Entries { get; }

    /// <summary>An error for each signable file that is not as planned.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Opens a package and looks at every entry. Entries are streamed, never extracted.</summary>
    /// <param name="path">Full path of the package.</param>
    /// <param name="expected">The signable files that it may hold.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="CodeSignException">The package or its .nuspec can't be read.</exception>
    public static async Task<PackageInspection> OpenAsync(
        string path, IReadOnlyCollection<ExpectedFile> expected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(expected);
        try
        {
            await using var file = SharedFile.OpenRead(path);
            await using var archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, null, cancellationToken);
            var identity = await NuspecReader.ReadAsync(archive, path, cancellationToken);
            var hasArchives = expected.Any(file => ContainerReader.IsName(file.TargetPath));
            var entries = new List<PackageEntry>();
            foreach (var entry in archive.Entries)
                if (await PackageEntryReader.ReadAsync(entry, hasArchives, cancellationToken) is { } signable)
                    entries.Add(signable);
            entries.RemoveAll(entry => ContainerReader.IsName(entry.Path) && !IsExpected(entry, expected));
            entries.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
            return new PackageInspection(identity, entries, Compare(path, entries, expected));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw PackageDiagnostics.Unreadable.Exception(
                $"The package {path} can't be read: {e.Message}", "Delete it and pack again.", path, e);
        }
    }

    /// <summary>Archives are the plan's matter only where a rule names them.</summary>
    private static bool IsExpected(PackageEntry entry, IReadOnlyCollection<ExpectedFile> expected) =>
        expected.Any(file => file.Sha256 == entry.Sha256 || file.UnsignedSha256 == entry.Sha256);

    private static List<Diagnostic> Compare(string path, List<PackageEntry> entries, IReadOnlyCollection<ExpectedFile> expected)
    {
        var allowed = expected.Select(file => file.Sha256).ToHashSet(StringComparer.Ordinal);
        var unsigned = expected.Where(file => file.UnsignedSha256 is not null).ToLookup(file => file.UnsignedSha256!, StringComparer.Ordinal);
        return
        [
            .. entries
                .Where(entry => !allowed.Contains(entry.Sha256))
                .Select(entry => unsigned[entry.Sha256].FirstOrDefault() is { } planned
                    ? Unsigned(path, entry, planned)
                    : Unplanned(path, entry)),
        ];
    }

    private static Diagnostic Unsigned(string path, PackageEntry entry, ExpectedFile planned) => PackageDiagnostics.UnsignedEntry.Create(
        $"{entry.Path} in {Path.GetFileName(path)} is the unsigned file, although a signed copy was made for {planned.TargetPath}.",
        "It came into the package by a way that can't be redirected, such as a NuspecFile with <files>, or a step that packs by itself. "
        + "Let the project list the file instead, as an item with Pack=\"true\" and PackagePath.", path);

    private static Diagnostic Unplanned(string path, PackageEntry entry) => PackageDiagnostics.UnplannedEntry.Create(
        $"{entry.Path} in {Path.GetFileName(path)} can be signed, but is none of the files that were planned (SHA-256 {entry.Sha256}).",
        "It came into the package by a way that the plan does not see, such as a NuspecFile with <files>, or it changed after it was "
        + "planned. Let the project list it as an item with Pack=\"true\" and PackagePath.", path);
}
