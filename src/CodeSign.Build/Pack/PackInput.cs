using Microsoft.Build.Framework;

namespace CodeSign.Build.Pack;

/// <summary>One file on its way into a package, as NuGet's targets collected it.</summary>
/// <param name="Item">NuGet's item.</param>
/// <param name="Path">Full path of the file whose bytes NuGet would pack.</param>
/// <param name="TargetPath">The path in the package, <c>/</c> between folders; the first where there are several.</param>
internal sealed record PackInput(ITaskItem Item, string Path, string TargetPath)
{
    /// <summary>Its places here and in the package, by which it is known again.</summary>
    public (string Path, string TargetPath) Place => (Path, TargetPath);

    /// <summary>Whether it goes into the package, or is an output of the project beside it.</summary>
    public bool IsPacked { get; init; } = true;

    /// <summary>
    /// A file of the build output: NuGet packs the file that the metadata <c>FinalOutputPath</c> names, and the item itself only
    /// where that is empty.
    /// </summary>
    public static PackInput FromBuildOutput(ITaskItem item, string? folders)
    {
        var final = item.GetMetadata("FinalOutputPath");
        var target = item.GetMetadata("TargetPath");
        var name = target.Length > 0 ? target : System.IO.Path.GetFileName(item.ItemSpec);
        var folder = folders?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        return new PackInput(item, FullPath(item, final), Join(folder, item.GetMetadata("TargetFramework"), name));
    }

    /// <summary>A tool, an analyzer, content: any other file, with the place that its metadata <c>PackagePath</c> gives it.</summary>
    public static PackInput FromPackageFile(ITaskItem item, ContentFolders content)
    {
        var name = System.IO.Path.GetFileName(item.ItemSpec);
        var place = (HasPackagePath(item) ? item.GetMetadata("PackagePath") : content.PackagePathOf(item)).Split(';')[0].Trim();
        var isFile = place.Length > 0 && System.IO.Path.GetExtension(place) is { Length: > 0 } extension
            && extension.Equals(System.IO.Path.GetExtension(name), StringComparison.OrdinalIgnoreCase);
        var target = isFile ? place : Join(place, RecursiveFolder(item), name);
        return new PackInput(item, FullPath(item, ""), Join(target));
    }

    /// <summary>An archive that is not packed: it has its place in the project instead.</summary>
    public static PackInput FromArchive(ITaskItem item, string projectFolder)
    {
        var path = item.GetMetadata("FullPath");
        return new PackInput(item, path, System.IO.Path.GetRelativePath(projectFolder, path).Replace('\\', '/')) { IsPacked = false };
    }

    /// <summary>Whether the item says where in the package it goes. Without, it goes to the content folders.</summary>
    public static bool HasPackagePath(ITaskItem item) => item.MetadataNames.Cast<string>().Contains("PackagePath");

    /// <summary>The folders below a wildcard that the file lay in, which NuGet repeats in the package.</summary>
    public static string RecursiveFolder(ITaskItem item)
    {
        var collected = item.GetMetadata("NuGetRecursiveDir");
        return collected.Length > 0 ? collected : item.GetMetadata("RecursiveDir");
    }

    private static string FullPath(ITaskItem item, string path) =>
        path.Length > 0 && System.IO.Path.IsPathFullyQualified(path) ? path : item.GetMetadata("FullPath");

    private static string Join(params string[] parts) => string.Join(
        '/', parts.SelectMany(p => p.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries)));
}
