using CodeSign.Build.Pack;
using CodeSign.Build.Settings;
using CodeSign.FileSystem;
using CodeSign.Signing;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>
/// Removes the packages that the last pack has put where this one would put its own: what it should have replaced is not what was asked
/// for, and a job that goes on after an error would push it. Packages of other versions stay.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class DiscardPackages : CodeSignTask
{
    /// <summary>The package's id.</summary>
    public string? PackageId { get; set; }

    /// <summary>The package's version.</summary>
    public string? PackageVersion { get; set; }

    /// <summary>Full path of the folder that packages go to.</summary>
    public string? OutputDirectory { get; set; }

    private protected override Task RunAsync(TaskLog log, CancellationToken cancellationToken)
    {
        var last = PackStateFormat.FileIn(ProjectSettings.Read(Settings).StateDirectory).Load();
        foreach (var package in last.Packages.Where(package => IsReplaced(package.Final)))
        {
            File.Delete(package.Final);
            package.Manifest?.Delete();
            log.Detail($"Removed {package.Final}: an earlier pack made it, and this one failed.");
        }

        return Task.CompletedTask;
    }

    private bool IsReplaced(string package)
    {
        var folder = Path.TrimEndingDirectorySeparator(OutputDirectory ?? "");
        var name = Path.GetFileNameWithoutExtension(package);
        return File.Exists(package) && PathNames.Comparer.Equals(Path.GetDirectoryName(package), folder)
            && Names.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    // There is a second package for symbols.
    private IEnumerable<string> Names
    {
        get
        {
            var name = $"{PackageId}.{NuGetVersion.Normalize(PackageVersion ?? "")}";
            return [name, $"{name}.symbols"];
        }
    }
}
