using CodeSign.Build.Files;
using CodeSign.FileSystem;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace CodeSign.Build.Pack;

/// <summary>Reads the items in which NuGet's targets have collected what goes into a package.</summary>
internal static class PackInput
{
    /// <summary>
    /// A file of the build output: NuGet packs the file that the metadata <c>FinalOutputPath</c> names, and the item itself only
    /// where that is empty.
    /// </summary>
    public static InputFile FromBuildOutput(ITaskItem item, string? folders)
    {
        var final = item.GetMetadata("FinalOutputPath");
        var target = item.GetMetadata("TargetPath");
        var name = target.Length > 0 ? target : Path.GetFileName(item.ItemSpec);
        var all = folders?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        var targets = all.DefaultIfEmpty("").Select(folder => InputFile.Join(folder, item.GetMetadata("TargetFramework"), name)).ToList();
        return new InputFile(item, FullPath(item, final), targets[0]) { TargetPaths = targets };
    }

    /// <summary>A tool, an analyzer, content: any other file, with the place that its metadata <c>PackagePath</c> gives it.</summary>
    public static InputFile FromPackageFile(ITaskItem item, ContentFolders content)
    {
        var name = Path.GetFileName(item.ItemSpec);
        var places = (HasPackagePath(item) ? item.GetMetadata("PackagePath") : content.PackagePathOf(item)).Split(';');
        var targets = places.Select(place => Target(item, place.Trim(), name)).ToList();
        return new InputFile(item, FullPath(item, ""), targets[0]) { TargetPaths = targets };
    }

    /// <summary>The project's outputs that are not packed, an executable's host, say: they are signed in obj and bin.</summary>
    public static IEnumerable<InputFile> OutputsBeside(IReadOnlyList<InputFile> packed, IReadOnlyList<BuildOutput> outputs)
    {
        var paths = packed.Select(input => input.Path).ToHashSet(PathNames.Comparer);
        foreach (var output in outputs)
        {
            if (paths.Contains(output.Intermediate) || output.Copy is not null && paths.Contains(output.Copy))
                continue;
            var path = output.Copy is not null && File.Exists(output.Copy) ? output.Copy : output.Intermediate;
            yield return new InputFile(new TaskItem(path), path, $"bin/{Path.GetFileName(path)}") { Use = FileUse.BuildOutput };
        }
    }

    // A place with the file's extension is the file's own, any other a folder.
    private static string Target(ITaskItem item, string place, string name)
    {
        var isFile = place.Length > 0 && Path.GetExtension(place) is { Length: > 0 } extension
            && extension.Equals(Path.GetExtension(name), StringComparison.OrdinalIgnoreCase);
        return InputFile.Join(isFile ? place : InputFile.Join(place, RecursiveFolder(item), name));
    }

    /// <summary>An archive that is not packed: it has its place in the project instead.</summary>
    public static InputFile FromArchive(ITaskItem item, string projectFolder)
    {
        var path = item.GetMetadata("FullPath");
        return new InputFile(item, path, Path.GetRelativePath(projectFolder, path).Replace('\\', '/')) { Use = FileUse.BuildOutput };
    }

    /// <summary>Whether the item says where in the package it goes. Without, it goes to the content folders.</summary>
    public static bool HasPackagePath(ITaskItem item) => item.MetadataNames.Cast<string>().Contains("PackagePath");

    /// <summary>The folders below a wildcard that the file lay in, which NuGet repeats in the package.</summary>
    public static string RecursiveFolder(ITaskItem item)
    {
        var collected = item.GetMetadata("NuGetRecursiveDir");
        return collected.Length > 0 ? collected : item.GetMetadata("RecursiveDir");
    }

    /// <summary>An item of the build output, with the file that NuGet packs in its place.</summary>
    /// <param name="item">The item.</param>
    /// <param name="signed">Full path of the signed copy, or <see langword="null"/> where there is none.</param>
    public static ITaskItem WithFinalPath(ITaskItem item, string? signed)
    {
        if (signed is not null)
            item.SetMetadata("FinalOutputPath", signed);
        return item;
    }

    /// <summary>
    /// Any other item, with the signed copy in its place. The item itself must name the copy: what its old path said about the place in
    /// the package is put into metadata first.
    /// </summary>
    /// <param name="item">The item.</param>
    /// <param name="signed">Full path of the signed copy, or <see langword="null"/> where there is none.</param>
    /// <param name="content">Where files go that don't say it.</param>
    public static ITaskItem WithPath(ITaskItem item, string? signed, ContentFolders content)
    {
        if (signed is null)
            return WithFolders(item);
        var copy = new TaskItem(signed);
        item.CopyMetadataTo(copy);
        if (HasPackagePath(item))
            copy.SetMetadata("NuGetRecursiveDir", RecursiveFolder(item));
        else
            copy.SetMetadata("PackagePath", content.PackagePathOf(item));
        return copy;
    }

    // The folders below a wildcard get lost when an item leaves a task: NuGet looks here for them, too.
    private static ITaskItem WithFolders(ITaskItem item)
    {
        if (RecursiveFolder(item) is { Length: > 0 } folders)
            item.SetMetadata("NuGetRecursiveDir", folders);
        return item;
    }

    private static string FullPath(ITaskItem item, string path) =>
        path.Length > 0 && Path.IsPathFullyQualified(path) ? path : item.GetMetadata("FullPath");
}
