using CodeSign.Build.Pack;
using CodeSign.Build.Plans;
using CodeSign.Build.Settings;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>
/// Holds the packages that NuGet has written under obj against the plan, as <see cref="SignPackages"/> would, writes the plan down, and
/// removes the packages.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PlanPackages : CodeSignTask
{
    /// <summary>Full path of the file in which <see cref="PlanPackInputs"/> wrote what it found out.</summary>
    [Required]
    public string StateFile { get; set; } = null!;

    /// <summary>What NuGet says that it wrote.</summary>
    [Required]
    public ITaskItem[] Packages { get; set; } = [];

    /// <summary>Whether NuGet gives files other names than it lists.</summary>
    public bool OtherNames { get; set; }

    /// <summary>Full path of the folder where the packages were asked for.</summary>
    [Required]
    public string OutputDirectory { get; set; } = null!;

    /// <summary>The plans.</summary>
    [Output]
    public ITaskItem[] PlanFiles { get; private set; } = [];

    private protected override async Task RunAsync(TaskLog log, CancellationToken cancellationToken)
    {
        var settings = ProjectSettings.Read(Settings);
        var staging = settings with { StateDirectory = PackPlan.DirectoryIn(settings.StateDirectory) };
        try
        {
            var packages = StagedPackages.Find(Packages, staging, OutputDirectory, OtherNames);
            var plan = PackPlanFormat.FileAt(StateFile).Load();
            var plans = await new PackagePlanner(settings, log).WriteAsync(plan, packages, cancellationToken);
            PlanFiles = [.. plans.Select(path => new TaskItem(path))];
        }
        finally
        {
            StagedPackages.RemoveOthers(staging, []);
        }
    }
}
