using System.Text.Json;
using CodeSign.FileSystem;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>Lists the projects that restored projects refer to, directly or not.</summary>
[MSBuildMultiThreadableTask]
public sealed class ListReferencedProjects : CodeSignTask
{
    /// <summary>Full paths of the files <c>project.assets.json</c> that a restore has left.</summary>
    [Required]
    public string[] AssetsFiles { get; set; } = [];

    /// <summary>The projects: full paths.</summary>
    [Output]
    public ITaskItem[] Projects { get; private set; } = [];

    private protected override async Task RunAsync(TaskLog log, CancellationToken cancellationToken)
    {
        var projects = new HashSet<string>(PathNames.Comparer);
        foreach (var file in AssetsFiles.Where(File.Exists))
            projects.UnionWith(await ReadAsync(file, cancellationToken));
        Projects = [.. projects.Order(StringComparer.Ordinal).Select(project => new TaskItem(project))];
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(string assets, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(assets);
        using var document = await JsonDocument.ParseAsync(file, cancellationToken: cancellationToken);
        var root = document.RootElement;
        // Paths are relative to the project, whose own is given in full.
        if (!root.TryGetProperty("libraries", out var libraries) || ProjectPath(root) is not { } project)
            return [];
        var folder = Path.GetDirectoryName(project)!;
        return [.. libraries.EnumerateObject().Select(library => ReferencedPath(library.Value)).OfType<string>()
            .Select(path => Path.GetFullPath(path.Replace('\\', Path.DirectorySeparatorChar), folder))];
    }

    private static string? ReferencedPath(JsonElement library) =>
        library.TryGetProperty("msbuildProject", out var path) ? path.GetString() : null;

    private static string? ProjectPath(JsonElement root) =>
        root.TryGetProperty("project", out var project) && project.TryGetProperty("restore", out var restore)
        && restore.TryGetProperty("projectPath", out var path) ? path.GetString() : null;
}
