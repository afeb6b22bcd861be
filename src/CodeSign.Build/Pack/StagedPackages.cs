using CodeSign.Build.Settings;
using CodeSign.FileSystem;
using CodeSign.Publishing;
using Microsoft.Build.Framework;

namespace CodeSign.Build.Pack;

/// <summary>A package as NuGet wrote it under obj.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Final">Full path of where it was asked for.</param>
/// <param name="IsSymbols">Whether it goes along with another package, whose manifest accounts for both.</param>
internal sealed record StagedPackage(string Path, string Final, bool IsSymbols)
{
    /// <summary>Whether it is signed: a <c>.snupkg</c> holds nothing that runs, and goes to symbol servers only.</summary>
    public bool IsSigned => !Path.EndsWith(".snupkg", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Finds what NuGet wrote into the folder under obj that it was sent to.</summary>
internal static class StagedPackages
{
    private const string OutOfSight = ".unsigned";

    /// <summary>Finds the packages that NuGet lists.</summary>
    /// <exception cref="Diagnostics.CodeSignException">A listed package is missing.</exception>
    public static IReadOnlyList<StagedPackage> Find(
        IEnumerable<ITaskItem> listed, ProjectSettings settings, string outputDirectory, bool otherNames)
    {
        var paths = listed.Select(item => item.GetMetadata("FullPath")).Where(IsPackage).Distinct(PathNames.Comparer).ToList();
        // NuGet's list has the project's id and version in all names. The folder is ours alone, and was empty before.
        if (otherNames)
            paths = [.. FilesIn(settings).Where(IsPackage).Order(StringComparer.Ordinal)];
        if (paths.Find(path => !File.Exists(path)) is { } missing)
            throw BuildDiagnostics.PackageMissing.Exception(
                $"NuGet lists {Path.GetFileName(missing)}, but did not write it to {Path.GetDirectoryName(missing)}.",
                "Look for a target that moves, renames or deletes packages before the target Pack has ended, "
                + "and for another pack of this project at the same time.", settings.Project);
        return [.. paths.Select(path => new StagedPackage(path, Path.Combine(outputDirectory, Path.GetFileName(path)), SymbolsPackage.IsNamed(path)))];
    }

    /// <summary>Whether a file is called a package, of either kind.</summary>
    public static bool IsPackage(string path) => HasExtension(path, ".nupkg") || HasExtension(path, ".snupkg");

    /// <summary>
    /// Gives packages that the last pack has put out of sight their names back, so that NuGet finds those that it need not write again,
    /// and removes those that no earlier pack has brought to its end: NuGet takes any file that is newer than its inputs for a finished
    /// one, even where it was killed while it wrote.
    /// </summary>
    public static void Restore(ProjectSettings settings, PackState state)
    {
        foreach (var path in FilesIn(settings).Where(path => HasExtension(path, OutOfSight)))
            File.Move(path, path[..^OutOfSight.Length], overwrite: true);
        Remove(settings, state.Packages.Where(package => package.IsStaged()).Select(package => package.Staged));
    }

    /// <summary>
    /// Gives packages names that are no package's: they are not signed, and whoever pushes all packages in all folders must not find them.
    /// </summary>
    public static void PutOutOfSight(ProjectSettings settings)
    {
        foreach (var path in FilesIn(settings).Where(IsPackage))
            File.Move(path, path + OutOfSight, overwrite: true);
    }

    /// <summary>Removes what earlier packs have left under obj: packages of other versions.</summary>
    public static void RemoveOthers(ProjectSettings settings, IReadOnlyList<StagedPackage> current) =>
        Remove(settings, current.Select(package => package.Path));

    private static void Remove(ProjectSettings settings, IEnumerable<string> allBut)
    {
        var keep = allBut.ToHashSet(PathNames.Comparer);
        foreach (var path in FilesIn(settings).Where(path => IsPackage(path) && !keep.Contains(path)))
            File.Delete(path);
    }

    private static string[] FilesIn(ProjectSettings settings) => Directory.Exists(Folder(settings)) ? Directory.GetFiles(Folder(settings)) : [];

    private static string Folder(ProjectSettings settings) => Path.Combine(settings.StateDirectory, "packages");

    private static bool HasExtension(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
