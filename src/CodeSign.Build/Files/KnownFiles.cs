using System.Security.Cryptography;
using CodeSign.FileSystem;
using CodeSign.Signing;
using Microsoft.Build.Framework;

namespace CodeSign.Build.Files;

/// <summary>
/// Whose file is it: what the project and those it refers to put out, and what came with packages. A file is known by its path, by the
/// package's folder that it lies in, or, as a copy of a known file (in a published folder, say), by its name and content.
/// </summary>
internal sealed class KnownFiles
{
    private readonly Dictionary<string, FileOrigin> _byPath = new(PathNames.Comparer);
    private readonly Dictionary<string, List<string>> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _runtimePacks = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<BuildOutput> _outputs = [];
    private readonly PackageFolders _packages = new();
    private readonly string _intermediate;

    /// <summary>Takes the items that the target <c>_CodeSignGetKnownFiles</c> collects.</summary>
    /// <param name="items">The items.</param>
    /// <param name="intermediate">Full path of the folder under obj that the linker and the ReadyToRun compiler write to, or empty.</param>
    public KnownFiles(IReadOnlyList<ITaskItem> items, string intermediate = "")
    {
        _intermediate = intermediate;
        var byOrigin = items.ToLookup(item => item.GetMetadata("CodeSignOrigin"));
        foreach (var item in byOrigin["PackageFolder"])
            _packages.Add(item.GetMetadata("FullPath"));
        foreach (var item in byOrigin.Where(origin => origin.Key is not ("PackageFolder" or "Published")).SelectMany(origin => origin))
            Add(item);
        // Last, since what a published folder holds is known through what it was copied from.
        foreach (var item in byOrigin["Published"])
            AddPublished(item);
    }

    /// <summary>The project's own outputs: the compiler's file under obj, and its copy in bin.</summary>
    public IReadOnlyList<BuildOutput> Outputs => _outputs;

    /// <summary>Full paths of the known files of a name.</summary>
    /// <param name="name">The file name.</param>
    public IReadOnlyList<string> Named(string name) => _byName.GetValueOrDefault(name) ?? [];

    /// <summary>Full paths of the referenced projects, as often as they put out files.</summary>
    public IEnumerable<string> Projects => ProjectsOf(_byPath.Values);

    /// <summary>The referenced projects that a file may come from: by its path, its names, or what MSBuild says about it.</summary>
    public IEnumerable<string> ProjectsBehind(InputFile input) => ProjectsOf(
        Names(input).SelectMany(Named).Append(input.Path).Select(path => _byPath.GetValueOrDefault(path)).Append(OfMetadata(input.Item)));

    /// <summary>Tells whose file it is.</summary>
    public FileOrigin Find(InputFile input)
    {
        if (_byPath.TryGetValue(input.Path, out var origin))
            return origin;
        return OfItem(input.Item, input.Path, _intermediate) ?? _packages.Find(input.Path) ?? FindCopy(input) ?? FileOrigin.Unknown;
    }

    // What the linker or the ReadyToRun compiler made anew, under obj, has its input's name, and no other file's content.
    private FileOrigin? OfItem(ITaskItem item, string path, string intermediate)
    {
        var isMadeHere = intermediate.Length > 0 && path.StartsWith(intermediate, PathNames.Comparison);
        var origin = OfMetadata(item) ?? (isMadeHere ? OfName(path) : null);
        return isMadeHere && origin is { IsTheirs: true } ? origin with { IsRewritten = true } : origin;
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
    private FileOrigin? OfMetadata(ITaskItem item)
    {
        if (item.GetMetadata("ReferenceSourceTarget") == "ProjectReference")
            return item.GetMetadata("ResolvedFrom") == item.GetMetadata("OriginalItemSpec")
                && item.GetMetadata("MSBuildSourceProjectFile") is { Length: > 0 } project ? FileOrigin.ProjectReference(project) : null;
        if (item.GetMetadata("NuGetPackageId") is not { Length: > 0 } package)
            return null;
        var version = item.GetMetadata("NuGetPackageVersion");
        return _runtimePacks.Contains(package) ? FileOrigin.RuntimePack(package, version) : FileOrigin.Package(package, version);
    }

    private void Add(ITaskItem item)
    {
        var kind = item.GetMetadata("CodeSignOrigin");
        if (OfKind(kind, item) is not { } origin)
            return;
        var path = item.GetMetadata("FullPath");
        var copy = CopyOf(item);
        Add(path, origin);
        if (copy is not null)
            Add(copy, origin);
        if (origin.Kind == FileOriginKind.RuntimePack)
            _runtimePacks.Add(origin.Name!);
        if (kind == "Project")
            _outputs.Add(new BuildOutput(path, copy));
    }

    private FileOrigin? OfKind(string kind, ITaskItem item) => kind switch
    {
        "Project" or "Generated" => FileOrigin.Own,
        "ProjectReference" => FileOrigin.ProjectReference(item.GetMetadata("MSBuildSourceProjectFile")),
        "RuntimePack" => FileOrigin.RuntimePack(item.GetMetadata("NuGetPackageId"), item.GetMetadata("NuGetPackageVersion")),
        _ => OfMetadata(item),
    };

    private static string? CopyOf(ITaskItem item)
    {
        if (item.GetMetadata("CodeSignCopyFolder") is { Length: > 0 } folder)
            return Path.Combine(folder, item.GetMetadata("DestinationSubDirectory").Replace('\\', '/'), Path.GetFileName(item.ItemSpec));
        return item.GetMetadata("CodeSignCopy") is { Length: > 0 } copy ? Path.GetFullPath(copy) : null;
    }

    private void AddPublished(ITaskItem item)
    {
        // Published signed, it is known by the file that was signed.
        var source = item.GetMetadata("CodeSignSource");
        var path = source.Length > 0 ? source : item.GetMetadata("FullPath");
        var origin = _byPath.GetValueOrDefault(path) ?? OfItem(item, path, item.GetMetadata("CodeSignIntermediate"));
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

    private static IEnumerable<string> ProjectsOf(IEnumerable<FileOrigin?> origins) =>
        origins.Where(origin => origin?.Kind == FileOriginKind.ProjectReference).Select(origin => origin!.Name!);

    // A copy may have another name than what it was copied from: it is shipped under the original's.
    private static IEnumerable<string> Names(InputFile input)
    {
        string[] names = [Path.GetFileName(input.Path), input.TargetPath[(input.TargetPath.LastIndexOf('/') + 1)..]];
        return names.Distinct(StringComparer.OrdinalIgnoreCase);
    }

    private FileOrigin? FindCopy(InputFile input)
    {
        var candidates = Names(input).SelectMany(Named).ToList();
        if (candidates.Count == 0 || !File.Exists(input.Path))
            return null;
        var length = new FileInfo(input.Path).Length;
        var alike = candidates.Where(c => File.Exists(c) && new FileInfo(c).Length == length).ToList();
        if (alike.Count == 0)
            return null;
        var digest = Digest(input.Path);
        return alike.Find(c => Digest(c).AsSpan().SequenceEqual(digest)) is { } original ? _byPath[original] : null;
    }

    private static string Hex(string path) => Convert.ToHexStringLower(Digest(path));

    private static byte[] Digest(string path)
    {
        using var file = File.OpenRead(path);
        return SHA256.HashData(file);
    }
}
