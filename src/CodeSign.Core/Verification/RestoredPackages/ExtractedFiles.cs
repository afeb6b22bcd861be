using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.IO.Enumeration;

namespace CodeSign.Verification.RestoredPackages;

/// <summary>
/// Holds what NuGet has extracted from a package against the package: a build reads the files in the folder, and the signature is about
/// the package.
/// </summary>
internal static class ExtractedFiles
{
    private const int BufferSize = 64 * 1024;
    private const int MostNamed = 5;
    private const string NuspecName = "*.nuspec";

    private static readonly EnumerationOptions EveryFile = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    /// <summary>Compares, and reports what differs.</summary>
    /// <param name="package">The package; it lies in a folder.</param>
    /// <param name="findings">Where differences are reported.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static async Task CompareAsync(RestoredPackage package, FindingCollector findings, CancellationToken cancellationToken)
    {
        try
        {
            await using var archive = await ZipFile.OpenReadAsync(package.File!, cancellationToken);
            var entries = Entries(archive);
            var (changed, missing) = (new List<string>(), new List<string>());
            foreach (var file in package.UsedFiles ?? [.. entries.Keys.Where(name => name != NuspecName)])
            {
                var path = PathOf(package, file);
                if (!entries.TryGetValue(NameOf(file), out var entry))
                    findings.Broken(FindingKind.ExtractedFile, $"{file} is used, and is not in the package.");
                else if (!File.Exists(path))
                    missing.Add(file);
                else if (!await IsSameAsync(entry, path, cancellationToken))
                    changed.Add(file);
            }

            Report(findings, changed, "differ from the package that they were extracted from");
            Report(findings, missing, "are in the package, and not in the folder that it was extracted into");
            if (package.UsedFiles is null)
                Report(findings, Added(package, entries), "lie in the package's folder, and are not in the package");
        }
        catch (InvalidDataException e)
        {
            findings.Broken(FindingKind.MalformedFile, $"The package can't be read: {e.Message}");
        }
    }

    /// <summary>For all files in the folder that a build could come upon, a line with path, length and last-write time, in order.</summary>
    public static IReadOnlyList<string> StatesIn(RestoredPackage package)
    {
        List<string> states = [.. Find(package, StateOf)];
        states.Sort(StringComparer.Ordinal);
        return states;
    }

    /// <summary>All files in the folder that a build could come upon, full paths, in order.</summary>
    private static IEnumerable<string> FilesIn(RestoredPackage package) =>
        Find(package, (ref FileSystemEntry file) => file.ToFullPath()).Order(StringComparer.Ordinal);

    private static FileSystemEnumerable<string> Find(RestoredPackage package, FileSystemEnumerable<string>.FindTransform look) =>
        new(package.Folder!, look, EveryFile) { ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory };

    /// <summary>The same line for one file.</summary>
    public static string StateOf(string path, long length, long lastWriteTicks) => string.Create(
        CultureInfo.InvariantCulture, $"{path} {length} {lastWriteTicks}\n");

    private static string StateOf(ref FileSystemEntry file) => StateOf(file.ToFullPath(), file.Length, file.LastWriteTimeUtc.UtcTicks);

    /// <summary>Where a file of the package was extracted to.</summary>
    public static string PathOf(RestoredPackage package, string file) =>
        Path.Combine(package.Folder!, (file == NuspecName ? $"{package.Id}.nuspec".ToLowerInvariant() : file).Replace('/', Path.DirectorySeparatorChar));

    /// <summary>
    /// The entries that NuGet extracts, by the paths that it gives them: names are unescaped, the manifest is called after the id, and what
    /// the zip's own conventions (OPC) need stays inside.
    /// </summary>
    private static Dictionary<string, ZipArchiveEntry> Entries(ZipArchive archive)
    {
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            var name = Uri.UnescapeDataString(entry.FullName.Replace('\\', '/').TrimStart('/'));
            var isExtracted = name.Length > 0 && !name.EndsWith('/') && name is not "[Content_Types].xml" and not "_rels/.rels"
                && !name.StartsWith("package/services/metadata/core-properties/", StringComparison.Ordinal);
            if (isExtracted && !entries.TryAdd(NameOf(name), entry))
                throw new InvalidDataException($"It has two entries '{name}'.");
        }

        return entries;
    }

    private static string NameOf(string file) =>
        !file.Contains('/', StringComparison.Ordinal) && file.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase) ? NuspecName : file;

    private static List<string> Added(RestoredPackage package, Dictionary<string, ZipArchiveEntry> entries) =>
    [
        .. FilesIn(package).Select(path => Path.GetRelativePath(package.Folder!, path).Replace('\\', '/'))
            .Where(file => !IsNuGets(file, package) && !entries.ContainsKey(NameOf(file))),
    ];

    /// <summary>What NuGet itself adds to the folder.</summary>
    private static bool IsNuGets(string file, RestoredPackage package)
    {
        var name = $"{package.Id}.{package.Version}.nupkg".ToLowerInvariant();
        return file == ".nupkg.metadata" || file == name || file == $"{name}.sha512";
    }

    private static void Report(FindingCollector findings, List<string> files, string what)
    {
        if (files.Count == 0)
            return;
        var more = files.Count > MostNamed ? $", and {files.Count - MostNamed} more" : "";
        findings.Broken(FindingKind.ExtractedFile, $"Files {what}: {string.Join(", ", files.Take(MostNamed))}{more}.");
    }

    private static async Task<bool> IsSameAsync(ZipArchiveEntry entry, string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        if (file.Length != entry.Length)
            return false;
        await using var packed = await entry.OpenAsync(cancellationToken);
        var (one, other) = (ArrayPool<byte>.Shared.Rent(BufferSize), ArrayPool<byte>.Shared.Rent(BufferSize));
        try
        {
            // What is packed may go on for longer than it says, so its end is looked for too.
            while (true)
            {
                var read = await packed.ReadAtLeastAsync(one.AsMemory(0, BufferSize), BufferSize, throwOnEndOfStream: false, cancellationToken);
                var found = await file.ReadAtLeastAsync(other.AsMemory(0, BufferSize), BufferSize, throwOnEndOfStream: false, cancellationToken);
                if (read != found || !one.AsSpan(0, read).SequenceEqual(other.AsSpan(0, found)))
                    return false;
                if (read == 0)
                    return true;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(one);
            ArrayPool<byte>.Shared.Return(other);
        }
    }
}
