using Microsoft.Build.Framework;

namespace CodeSign.Build.Pack;

/// <summary>
/// Where NuGet puts a file that does not say where it goes: into the content folders, at the path that it has in the project. A
/// signed copy lies elsewhere, so for it the place has to be said.
/// </summary>
/// <param name="projectFolder">Full path of the project's folder.</param>
/// <param name="folders">The property <c>ContentTargetFolders</c>.</param>
/// <param name="frameworks">The project's target frameworks.</param>
internal sealed class ContentFolders(string projectFolder, string? folders, IReadOnlyList<string> frameworks)
{
    private const string PerFramework = "contentFiles";

    private readonly IReadOnlyList<string> _folders = [.. (folders ?? "content;contentFiles")
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(folder => folder.TrimEnd('/', '\\'))
        .SelectMany(folder => folder == PerFramework ? frameworks.Select(framework => $"{PerFramework}/any/{framework}") : [folder])];

    /// <summary>The metadata <c>PackagePath</c> that says what NuGet would do without it.</summary>
    public string PackagePathOf(ITaskItem item)
    {
        var inside = InsideProject(item.GetMetadata("FullPath"));
        return string.Join(';', _folders.Select(folder => inside.Length == 0 ? $"{folder}/" : $"{folder}/{inside}/"));
    }

    // A file from elsewhere goes to the top of the folder.
    private string InsideProject(string path)
    {
        var relative = Path.GetRelativePath(projectFolder, Path.GetDirectoryName(path)!).Replace('\\', '/');
        return relative == "." || relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? "" : relative;
    }
}
