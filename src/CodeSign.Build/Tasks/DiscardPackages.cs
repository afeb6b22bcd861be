using CodeSign.Build.Files;
using CodeSign.Build.Pack;
using CodeSign.Build.Settings;
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

    // NuGet writes 2.0 as 2.0.0, leaves out what follows a plus sign, and has a second package for symbols.
    private IEnumerable<string> Names
    {
        get
        {
            var name = $"{PackageId}.{PackageVersion?.Split('+')[0]}";
            string[] all = [name, $"{name}.0", $"{name}.0.0"];
            return all.Concat(all.Select(one => $"{one}.symbols"));
        }
    }
}
