using System.Security.Cryptography;
using CodeSign.Signing;
using Microsoft.Build.Framework;

namespace CodeSign.Build.Pack;

/// <summary>
/// Whose file is it: what the project and those it refers to put out, and what came with packages. A file is known by its path, or,
/// as a copy of a known file (in a published folder, say), by its name and content.
/// </summary>
internal sealed class KnownFiles
{
    private readonly Dictionary<string, FileOrigin> _byPath = new(PathNames.Comparer);
    private readonly Dictionary<string, List<string>> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<BuildOutput> _outputs = [];

    /// <summary>Takes the items that <c>_CodeSignCollectKnownFiles</c> collects.</summary>
    public KnownFiles(IReadOnlyList<ITaskItem> items)
    {
        foreach (var item in items.Where(i => i.GetMetadata("CodeSignOrigin") != "Published"))
            Add(item);
        // Later, since what a published folder holds is known through what it was copied from.
        foreach (var item in items.Where(i => i.GetMetadata("CodeSignOrigin") == "Published"))
            AddPublished(item);
    }

    /// <summary>The project's own outputs: the compiler's file under obj, and its copy in bin.</summary>
    public IReadOnlyList<BuildOutput> Outputs => _outputs;

    /// <summary>Tells whose file it is.</summary>
    public FileOrigin Find(PackInput input)
    {
        if (_byPath.TryGetValue(input.Path, out var origin))
            return origin;
        if (OfMetadata(input.Item) is { } told)
            return told;
        return FindCopy(input.Path) ?? FileOrigin.Unknown;
    }

    /// <summary>Tells whose an entry of an archive is: a copy of a known file, as it is or as it was before it was signed.</summary>
    /// <param name="name">Its file name.</param>
    /// <param name="sha256">SHA-256 of its content, hexadecimal, lower case.</param>
    /// <param name="originals">Where unsigned originals are.</param>
    public FileOrigin FindEntry(string name, string sha256, IUnsignedOriginals originals)
    {
        foreach (var path in _byName.GetValueOrDefault(name) ?? [])
        {
            if (!File.Exists(path))
                continue;
            var known = Hex(path);
            if (known == sha256 || originals.Find(known) is { } original && Hex(original) == sha256)
                return _byPath[path];
        }

        return FileOrigin.Unknown;
    }

    // A project that is referenced through another has the id of the package that it would be, too. What a referenced project refers
    // to in turn has that project's metadata, but was found in its folder: it is not that project's work.
    private static FileOrigin? OfMetadata(ITaskItem item)
    {
        if (item.GetMetadata("ReferenceSourceTarget") == "ProjectReference")
            return item.GetMetadata("ResolvedFrom") == item.GetMetadata("OriginalItemSpec")
                && item.GetMetadata("MSBuildSourceProjectFile") is { Length: > 0 } project ? FileOrigin.ProjectReference(project) : null;
        return item.GetMetadata("NuGetPackageId") is { Length: > 0 } package
            ? FileOrigin.Package(package, item.GetMetadata("NuGetPackageVersion"))
            : null;
    }

    private void Add(ITaskItem item)
    {
        var origin = item.GetMetadata("CodeSignOrigin") switch
        {
            "Project" => FileOrigin.Own,
            "ProjectReference" => FileOrigin.ProjectReference(item.GetMetadata("CodeSignProject")),
            "RuntimePack" => FileOrigin.RuntimePack(item.GetMetadata("NuGetPackageId"), item.GetMetadata("NuGetPackageVersion")),
            _ => FileOrigin.Package(item.GetMetadata("NuGetPackageId"), item.GetMetadata("NuGetPackageVersion")),
        };
        var path = item.GetMetadata("FullPath");
        var copy = item.GetMetadata("CodeSignCopy");
        Add(path, origin);
        if (copy.Length > 0)
            Add(Path.GetFullPath(copy), origin);
        if (origin.Kind == FileOriginKind.Own)
            _outputs.Add(new BuildOutput(path, copy.Length > 0 ? Path.GetFullPath(copy) : null));
    }

    // What the linker or the ReadyToRun compiler made anew, under obj, has its input's name, and no other file's content.
    private void AddPublished(ITaskItem item)
    {
        var path = item.GetMetadata("FullPath");
        var isMadeHere = path.StartsWith(item.GetMetadata("CodeSignIntermediate"), PathNames.Comparison);
        var origin = _byPath.GetValueOrDefault(path) ?? OfMetadata(item) ?? (isMadeHere ? OfName(path) : null);
        if (origin is not null)
            Add(item.GetMetadata("CodeSignCopy"), origin);
    }

    private FileOrigin? OfName(string path) =>
        _byName.GetValueOrDefault(Path.GetFileName(path)) is { } known ? _byPath[known[0]] : null;

    // The project's own come first in the list, and keep what they are called: a path has one origin.
    private void Add(string path, FileOrigin origin)
    {
        if (!_byPath.TryAdd(path, origin))
            return;
        var name = Path.GetFileName(path);
        if (!_byName.TryGetValue(name, out var paths))
            _byName.Add(name, paths = []);
        paths.Add(path);
    }

    private FileOrigin? FindCopy(string path)
    {
        if (!_byName.TryGetValue(Path.GetFileName(path), out var candidates) || !File.Exists(path))
            return null;
        var length = new FileInfo(path).Length;
        var alike = candidates.Where(c => File.Exists(c) && new FileInfo(c).Length == length).ToList();
        if (alike.Count == 0)
            return null;
        var digest = Digest(path);
        return alike.Find(c => Digest(c).AsSpan().SequenceEqual(digest)) is { } original ? _byPath[original] : null;
    }

    private static string Hex(string path) => Convert.ToHexStringLower(Digest(path));

    private static byte[] Digest(string path)
    {
        using var file = File.OpenRead(path);
        return SHA256.HashData(file);
    }
}
