using System.IO.Compression;
using System.Text.Json.Nodes;

namespace CodeSign.Tool.Tests.Harness;

/// <summary>What a restore leaves: a project's assets file, and a package folder with a package and what was extracted from it.</summary>
internal sealed class RestoredProject
{
    private const string Id = "Sample";
    private const string Version = "1.0.0";

    private readonly ToolFolder _folder;
    private readonly JsonObject _target = [];
    private readonly JsonArray _files = [".nupkg.metadata", "sample.1.0.0.nupkg.sha512", "sample.nuspec"];

    private RestoredProject(ToolFolder folder) => _folder = folder;

    /// <summary>The project, by the name that is given to the tool.</summary>
    public const string Project = "app/app.csproj";

    /// <summary>Full path of a file that was extracted from the package.</summary>
    public string Extracted(string file) => _folder.File(["packages", "sample", "1.0.0", .. file.Split('/')]);

    /// <summary>Restores a signed package with these files, of which a build uses those that stand in a group of assets.</summary>
    public static async Task<RestoredProject> CreateAsync(ToolFolder folder, params (string? Group, string Path)[] files)
    {
        var project = new RestoredProject(folder);
        var contents = files.Select(file => (file.Path, System.Text.Encoding.UTF8.GetBytes($"Content of {file.Path}"))).ToArray();
        Directory.CreateDirectory(project.Extracted("."));
        const string Package = "packages/sample/1.0.0/sample.1.0.0.nupkg";
        ReleaseFolder.WriteZip(folder, Package, contents);
        await folder.SignAsync(Package);
        await ZipFile.ExtractToDirectoryAsync(folder.File(Package), project.Extracted("."));
        File.Move(project.Extracted("Sample.nuspec"), project.Extracted("sample.nuspec"));
        File.WriteAllText(project.Extracted(".nupkg.metadata"), "{}");
        File.WriteAllText(project.Extracted("sample.1.0.0.nupkg.sha512"), "");
        foreach (var (group, path) in files)
            project.List(group, path);
        folder.Write(Project, "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        project.Save();
        return project;
    }

    /// <summary>Lists a file as one of the package's, and as one that the build uses.</summary>
    public void List(string? group, string path)
    {
        _files.Add(path);
        if (group is null)
            return;
        if (_target[group] is not JsonObject assets)
            _target[group] = assets = [];
        assets[path] = new JsonObject();
    }

    /// <summary>Writes the assets file.</summary>
    public void Save() => _folder.Write("app/obj/project.assets.json", new JsonObject
    {
        ["version"] = 3,
        ["targets"] = new JsonObject { ["net10.0"] = new JsonObject { [$"{Id}/{Version}"] = With("type", "package", _target) } },
        ["libraries"] = new JsonObject
        {
            [$"{Id}/{Version}"] = new JsonObject
            {
                ["type"] = "package",
                ["path"] = "sample/1.0.0",
                ["files"] = _files.DeepClone(),
            },
        },
        ["packageFolders"] = new JsonObject { [_folder.File("packages")] = new JsonObject() },
    }.ToJsonString());

    private static JsonObject With(string name, string value, JsonObject others)
    {
        var copy = (JsonObject)others.DeepClone();
        copy.Insert(0, name, value);
        return copy;
    }
}
