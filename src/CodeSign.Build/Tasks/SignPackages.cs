using CodeSign.Build.Files;
using CodeSign.Build.Pack;
using CodeSign.Build.Settings;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>
/// Checks the packages that NuGet has written under obj against the plan, signs them, and moves them to where they were asked for,
/// each with its manifest. At no time does an unsigned package stand there.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class SignPackages : CodeSignTask
{
    /// <summary>Full path of the file in which <see cref="SignPackInputs"/> wrote what it did.</summary>
    [Required]
    public string StateFile { get; set; } = null!;

    /// <summary>What NuGet says that it wrote.</summary>
    [Required]
    public ITaskItem[] Packages { get; set; } = [];

    /// <summary>Whether NuGet gives files other names than it lists: without a version, or as a .nuspec of the user says.</summary>
    public bool OtherNames { get; set; }

    /// <summary>Full path of the folder where the packages were asked for.</summary>
    [Required]
    public string OutputDirectory { get; set; } = null!;

    /// <summary>NuGet's list, with the packages in their final places.</summary>
    [Output]
    public ITaskItem[] FinalOutputs { get; private set; } = [];

    /// <summary>The manifests.</summary>
    [Output]
    public ITaskItem[] ManifestFiles { get; private set; } = [];

    private protected override async Task RunAsync(TaskLog log, CancellationToken cancellationToken)
    {
        var settings = ProjectSettings.Read(Settings);
        try
        {
            await SignAsync(settings, log, cancellationToken);
        }
        finally
        {
            StagedPackages.PutOutOfSight(settings);
        }
    }

    private async Task SignAsync(ProjectSettings settings, TaskLog log, CancellationToken cancellationToken)
    {
        var store = PackStateFormat.FileAt(StateFile);
        var state = store.Load();
        var staged = StagedPackages.Find(Packages, settings, OutputDirectory, OtherNames);
        var signer = new PackageSigner(settings, log);
        var packages = await signer.SignAsync(state, staged, cancellationToken);
        if (Log.HasLoggedErrors)
            return;

        if (settings.WritesReport)
            foreach (var manifest in packages.Select(package => package.Manifest).OfType<PlacedManifest>())
                await ManifestReport.WriteMissingAsync(manifest.Path, cancellationToken);
        await store.SaveAsync(state with { Packages = packages }, cancellationToken);
        StagedPackages.RemoveOthers(settings, staged);
        FinalOutputs = [.. Packages.Where(item => !StagedPackages.IsPackage(item.ItemSpec)), .. packages.Select(p => new TaskItem(p.Final))];
        ManifestFiles = [.. packages.Select(p => p.Manifest).OfType<PlacedManifest>().Select(manifest => new TaskItem(manifest.Path))];
    }
}
