using System.Text.Json.Nodes;

namespace CodeSign.Benchmarks;

/// <summary>What a restore leaves for a project with many dependencies: packages of NuGet's folder, under names of their own.</summary>
/// <param name="folder">Where it is put.</param>
internal sealed class SampleRestore(string folder)
{
    private const string Version = "1.0.0";

    private readonly JsonObject _target = [];
    private readonly JsonObject _libraries = [];

    /// <summary>Full path of the assets file.</summary>
    public string Assets => Path.Combine(folder, "obj", "project.assets.json");

    /// <summary>Writes a number of packages with what was extracted from each, and the assets file.</summary>
    /// <param name="originals">Full paths of the packages, each beside what was extracted from it; taken again and again.</param>
    /// <param name="count">How many dependencies the project has.</param>
    /// <returns>The size of the packages in all, bytes.</returns>
    public long Write(IReadOnlyList<string> originals, int count)
    {
        long total = 0;
        for (var number = 0; number < count; number++)
        {
            var original = originals[number % originals.Count];
            Add($"Dependency{number:000}", original);
            total += new FileInfo(original).Length;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Assets)!);
        File.WriteAllText(Assets, new JsonObject
        {
            ["version"] = 3,
            ["targets"] = new JsonObject { ["net10.0"] = _target },
            ["libraries"] = _libraries,
            ["packageFolders"] = new JsonObject { [Path.Combine(folder, "packages")] = new JsonObject() },
        }.ToJsonString());
        return total;
    }

    private void Add(string id, string original)
    {
        var path = $"{id.ToLowerInvariant()}/{Version}";
        var files = Copy(original, Path.Combine(folder, "packages", path), id.ToLowerInvariant());
        _libraries[$"{id}/{Version}"] = new JsonObject
        {
            ["type"] = "package",
            ["path"] = path,
            ["files"] = new JsonArray([.. files.Select(file => JsonValue.Create(file))]),
        };
        var used = Used(files);
        _target[$"{id}/{Version}"] = new JsonObject { ["type"] = "package", ["compile"] = Group(used), ["runtime"] = Group(used) };

        static JsonObject Group(IEnumerable<string> files) =>
            new(files.Select(file => KeyValuePair.Create<string, JsonNode?>(file, new JsonObject())));
    }

    /// <summary>Copies a package and what was extracted from it; those files that bear the package's name get the new one.</summary>
    /// <returns>The copied files, relative, with '/'.</returns>
    private static List<string> Copy(string original, string destination, string id)
    {
        var source = Path.GetDirectoryName(original)!;
        var (package, name) = (Path.GetFileNameWithoutExtension(original), Path.GetFileName(Path.GetDirectoryName(source))!);
        var files = new List<string>();
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(source, file).Replace('\\', '/')
                .Replace($"{package}.nupkg", $"{id}.{Version}.nupkg", StringComparison.Ordinal);
            if (relative == $"{name}.nuspec")
                relative = $"{id}.nuspec";
            var copy = Path.Combine(destination, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
            files.Add(relative);
        }

        return files;
    }

    /// <summary>The libraries for one target framework.</summary>
    private static List<string> Used(List<string> files)
    {
        var libraries = files
            .Where(file => file.StartsWith("lib/", StringComparison.Ordinal) && file.EndsWith(".dll", StringComparison.Ordinal))
            .ToLookup(file => file.Split('/')[1]);
        return [.. libraries.OrderBy(framework => framework.Key, StringComparer.Ordinal).LastOrDefault() ?? Enumerable.Empty<string>()];
    }
}
