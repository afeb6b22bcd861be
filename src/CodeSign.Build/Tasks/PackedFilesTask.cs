using CodeSign.Build.Files;
using CodeSign.Build.Pack;
using Microsoft.Build.Framework;

namespace CodeSign.Build;

/// <summary>A step that reads from NuGet's items what goes into a package.</summary>
public abstract class PackedFilesTask : OwnershipTask
{
    /// <summary>NuGet's items for the build output.</summary>
    public ITaskItem[] BuildOutputs { get; set; } = [];

    /// <summary>The folders in the package that the build output goes to.</summary>
    public string? BuildOutputFolders { get; set; }

    /// <summary>NuGet's items for all other files.</summary>
    public ITaskItem[] PackageFiles { get; set; } = [];

    /// <summary>The folders in the package for files that don't say where they go.</summary>
    public string? ContentFolders { get; set; }

    /// <summary>The target frameworks that are packed.</summary>
    public string[] TargetFrameworks { get; set; } = [];

    /// <summary>Where files go that don't say it.</summary>
    private protected ContentFolders Content => new(Path.GetDirectoryName(Settings.GetMetadata("FullPath"))!, ContentFolders, TargetFrameworks);

    /// <summary>Reads the build output.</summary>
    private protected IEnumerable<InputFile> ReadBuildOutputs() => BuildOutputs.Select(item => PackInput.FromBuildOutput(item, BuildOutputFolders));

    /// <summary>Reads all other files.</summary>
    private protected IEnumerable<InputFile> ReadPackageFiles()
    {
        var content = Content;
        return PackageFiles.Select(item => PackInput.FromPackageFile(item, content));
    }
}
