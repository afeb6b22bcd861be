using CodeSign.Build.Pack;
using CodeSign.Build.Settings;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>
/// Signs what goes into a package: each assembly of ours gets a signed copy under obj, and NuGet's items are changed to name the
/// copies. What is signed already, by the last pack, is left as it is.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class SignPackInputs : CodeSignTask
{
    /// <summary>The settings of the projects whose outputs this one packs, as far as they have any.</summary>
    public ITaskItem[] ReferenceSettings { get; set; } = [];

    /// <summary>Files whose origin MSBuild knows, from the target <c>_CodeSignGetKnownFiles</c>.</summary>
    public ITaskItem[] KnownFiles { get; set; } = [];

    /// <summary>The <c>CodeSignFile</c> items.</summary>
    public ITaskItem[] Rules { get; set; } = [];

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

    /// <summary>The build output, with the signed copies in the originals' places.</summary>
    [Output]
    public ITaskItem[] SignedBuildOutputs { get; private set; } = [];

    /// <summary>The other files, with the signed copies in the originals' places.</summary>
    [Output]
    public ITaskItem[] SignedPackageFiles { get; private set; } = [];

    /// <summary>Full path of the file that tells the next steps what was done.</summary>
    [Output]
    public string? StateFile { get; private set; }

    private protected override async Task RunAsync(TaskLog log, CancellationToken cancellationToken)
    {
        var settings = ProjectSettings.Read(Settings);
        SecretGuard.RefuseProperties(BuildEngine, settings.Project);
        SecretGuard.WarnOfLoggedEnvironment(log, settings.Project);

        var outputs = BuildOutputs.Select(item => PackInput.FromBuildOutput(item, BuildOutputFolders)).ToList();
        var content = new ContentFolders(Path.GetDirectoryName(settings.Project)!, ContentFolders, TargetFrameworks);
        var files = PackageFiles.Select(item => PackInput.FromPackageFile(item, content)).ToList();
        var store = PackStateStore.In(settings.StateDirectory);
        var signer = new PackInputSigner(
            settings, [.. ReferenceSettings.Select(ProjectSettings.Read)], new KnownFiles(KnownFiles), CodeSignFileItems.Read(Rules),
            CodeSignFileItems.Archives(Rules), log);
        var fingerprint = SettingsFingerprint.Of([Settings, .. ReferenceSettings], Rules);
        var last = store.Load();
        StagedPackages.RemoveUnfinished(settings, last);
        var state = await signer.SignAsync(last, fingerprint, [.. outputs, .. files], cancellationToken);
        if (Log.HasLoggedErrors)
            return;

        await store.SaveAsync(state, cancellationToken);
        StateFile = store.File;
        var done = state.InputsByPlace();
        SignedBuildOutputs = [.. outputs.Select(input => WithFinalPath(input.Item, SignedPath(input)))];
        SignedPackageFiles = [.. files.Select(input => WithPath(input.Item, SignedPath(input), content))];

        string? SignedPath(PackInput input) => done.GetValueOrDefault(input.Place)?.Planned?.SignedPath;
    }

    private static ITaskItem WithFinalPath(ITaskItem item, string? signed)
    {
        if (signed is not null)
            item.SetMetadata("FinalOutputPath", signed);
        return item;
    }

    // The item itself must name the copy. What its old path said about the place in the package is put into metadata first.
    private static ITaskItem WithPath(ITaskItem item, string? signed, ContentFolders content)
    {
        if (signed is null)
            return item;
        var copy = new TaskItem(signed);
        item.CopyMetadataTo(copy);
        if (PackInput.HasPackagePath(item))
            copy.SetMetadata("NuGetRecursiveDir", PackInput.RecursiveFolder(item));
        else
            copy.SetMetadata("PackagePath", content.PackagePathOf(item));
        return copy;
    }
}
