using System.Text.Json;
using CodeSign.Diagnostics;

namespace CodeSign.Verification.RestoredPackages;

/// <summary>
/// What a restore has decided for a project: <c>project.assets.json</c>, of which the packages are read. Nothing of MSBuild is
/// evaluated, so that no package's code runs before it has been verified.
/// </summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Packages">The packages, those that bring parts of .NET among them, in the order of their names.</param>
public sealed record AssetsFile(string Path, IReadOnlyList<RestoredPackage> Packages)
{
    /// <summary>How many bytes are read at most. Large solutions have some 10 MB a project.</summary>
    public const int MaxLength = 256 * 1024 * 1024;

    private const int OldestVersion = 3;
    private const int NewestVersion = 4;

    /// <summary>Reads the file. The reading blocks, as that of all that is parsed as a whole.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <exception cref="CodeSignException">It does not exist, can't be read, or is of a version that is not known.</exception>
    public static AssetsFile Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            var length = new FileInfo(path).Length;
            if (length > MaxLength)
                throw Unreadable(path, $"It has {length} bytes; more than {MaxLength} are not read.");
            return Parse(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw Unreadable(path, e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e.Message, e);
        }
    }

    internal static AssetsFile Parse(string path, byte[] content)
    {
        using var document = JsonDocument.Parse(WithoutMark(content));
        return new AssetsFile(path, Read(document.RootElement, path));
    }

    /// <summary>The text behind its byte order mark, where it has one.</summary>
    private static ReadOnlyMemory<byte> WithoutMark(byte[] content) => content.AsMemory(content.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);

    private static List<RestoredPackage> Read(JsonElement root, string path)
    {
        var version = root.GetProperty("version").GetInt32();
        if (version is < OldestVersion or > NewestVersion)
            throw Unreadable(path, $"It is of version {version}; known here are {OldestVersion} to {NewestVersion}.");

        var folders = new List<string>();
        foreach (var folder in root.GetProperty("packageFolders").EnumerateObject())
            folders.Add(folder.Name);
        var used = UsedFiles(root.GetProperty("targets"));
        var packages = new Dictionary<string, RestoredPackage>(StringComparer.OrdinalIgnoreCase);
        foreach (var library in root.GetProperty("libraries").EnumerateObject())
            if (library.Value.GetProperty("type").ValueEquals("package"))
                packages.TryAdd(library.Name, ReadLibrary(library, folders, used.GetValueOrDefault(library.Name) ?? []));
        foreach (var (id, exact) in Downloads(root))
            packages.TryAdd($"{id}/{exact}", Describe(id, exact, $"{id}/{exact}".ToLowerInvariant(), folders, null));
        List<RestoredPackage> sorted = [.. packages.Values];
        sorted.Sort(RestoredPackage.Compare);
        return sorted;
    }

    private static RestoredPackage ReadLibrary(JsonProperty library, List<string> folders, HashSet<string> used)
    {
        var name = library.Name.Split('/');
        if (name.Length != 2)
            throw new FormatException($"'{library.Name}' is no package's name and version.");
        var isInBuild = AnyRunsInBuild(library.Value.GetProperty("files"));
        return Describe(name[0], name[1], library.Value.GetProperty("path").GetString()!, folders, isInBuild ? null : [.. used]);
    }

    private static bool AnyRunsInBuild(JsonElement files)
    {
        foreach (var file in files.EnumerateArray())
            if (RunsInBuild(file.GetString()!))
                return true;
        return false;
    }

    /// <summary>The code of these folders runs in the build: properties and targets, analyzers and generators, tools.</summary>
    private static bool RunsInBuild(string file) =>
        file.StartsWith("build", StringComparison.OrdinalIgnoreCase) || file.StartsWith("analyzers/", StringComparison.OrdinalIgnoreCase)
        || file.StartsWith("tools/", StringComparison.OrdinalIgnoreCase) || file.StartsWith("tasks/", StringComparison.OrdinalIgnoreCase)
        || file.StartsWith("sdk/", StringComparison.OrdinalIgnoreCase);

    private static RestoredPackage Describe(string id, string version, string relative, List<string> folders, IReadOnlyList<string>? used)
    {
        if (!IsBelow(relative))
            throw new FormatException($"'{relative}' is no place in a package folder.");
        return new RestoredPackage
        {
            Id = id,
            Version = version,
            Folder = folders.Select(folder => System.IO.Path.Combine(folder, relative.Replace('/', System.IO.Path.DirectorySeparatorChar)))
                .FirstOrDefault(Directory.Exists),
            UsedFiles = used,
        };
    }

    private static bool IsBelow(string relative) => relative.Length > 0 && !System.IO.Path.IsPathRooted(relative)
        && relative.Split('/', '\\').All(part => part.Length > 0 && part is not "." and not "..");

    /// <summary>By package, what any target framework uses: every group of assets, but not the placeholder <c>_._</c>.</summary>
    private static Dictionary<string, HashSet<string>> UsedFiles(JsonElement targets)
    {
        var used = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var target in targets.EnumerateObject())
        {
            foreach (var library in target.Value.EnumerateObject())
            {
                if (!used.TryGetValue(library.Name, out var files))
                    used.Add(library.Name, files = new HashSet<string>(StringComparer.Ordinal));
                AddUsedFiles(files, library.Value);
            }
        }

        return used;
    }

    private static void AddUsedFiles(HashSet<string> files, JsonElement library)
    {
        foreach (var group in library.EnumerateObject())
        {
            if (group.Name == "dependencies" || group.Value.ValueKind != JsonValueKind.Object)
                continue;
            foreach (var file in group.Value.EnumerateObject())
                if (!file.Name.EndsWith("/_._", StringComparison.Ordinal))
                    files.Add(file.Name);
        }
    }

    /// <summary>Packages that a restore downloads and no library lists: runtime packs, targeting packs, compilers.</summary>
    private static IEnumerable<(string Id, string Version)> Downloads(JsonElement root)
    {
        if (!root.TryGetProperty("project", out var project) || !project.TryGetProperty("frameworks", out var frameworks))
            yield break;
        foreach (var framework in frameworks.EnumerateObject())
        {
            if (!framework.Value.TryGetProperty("downloadDependencies", out var downloads))
                continue;
            foreach (var download in downloads.EnumerateArray())
                foreach (var range in download.GetProperty("version").GetString()!.Split(';'))
                    yield return (download.GetProperty("name").GetString()!, range.Trim('[', ']', ' ').Split(',')[0].Trim());
        }
    }

    private static CodeSignException Unreadable(string path, string cause, Exception? inner = null) => VerificationDiagnostics.BadAssetsFile.Exception(
        $"{path} can't be used as what a restore has decided: {cause}", "Restore the project (dotnet restore), and name its project.assets.json.", path, inner);
}
