using CodeSign.Build.Files;
using CodeSign.Build.Pack;
using CodeSign.Build.Publish;
using CodeSign.Build.Settings;
using CodeSign.FileSystem;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>
/// What the steps of a publish share: whose files they are and how they are signed, the state between the steps, and that a failure
/// says what it leaves in the folder.
/// </summary>
public abstract class PublishTask : OwnershipTask
{
    /// <summary>The state directories of the project's other instances, whose packs have replaced what is published by signed files.</summary>
    public string[] PackStateDirectories { get; set; } = [];

    /// <summary>What the SDK lists for the folder: <c>ResolvedFileToPublish</c>.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>Full path of the folder that is published to.</summary>
    [Required]
    public string PublishDirectory { get; set; } = null!;

    /// <summary>Full path of the folder under obj that the linker and the ReadyToRun compiler write to.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = null!;

    /// <summary>Where a tool that is being packed has its files in the package; empty for any other publish.</summary>
    public string? ToolFolder { get; set; }

    private string Folder => Path.TrimEndingDirectorySeparator(PublishDirectory);

    private protected sealed override async Task RunAsync(TaskLog log, CancellationToken cancellationToken)
    {
        var project = ProjectSettings.Read(Settings);
        var settings = project with { StateDirectory = PublishState.DirectoryIn(project.StateDirectory), SignPackages = false };
        var fingerprint = Fingerprint();
        var references = ReferenceSettings.Select(ProjectSettings.Read).ToList();
        var store = PublishStateFormat.FileIn(settings.StateDirectory);
        var last = store.Load();
        string[] packs = [project.StateDirectory, .. PackStateDirectories];
        var options = new InputSignerOptions
        {
            Settings = settings,
            References = references,
            Origins = new KnownFiles(KnownFiles, IntermediateDirectory),
            Rules = CodeSignFileItems.Read(Rules),
            Originals = new OriginalsOfProjects(
                [settings.StateDirectory, .. packs, .. references.Select(reference => reference.StateDirectory)]),
            Fingerprints = Fingerprints(),
            Elsewhere = new SignedElsewhere(SignedBefore(last, packs)),
        };
        await RunAsync(new PublishStep(options, fingerprint, store, last, Folder, log), cancellationToken);
    }

    /// <inheritdoc/>
    private protected override void ReportFailure(TaskLog log)
    {
        // Of a tool, the package counts, and none is made.
        if (string.IsNullOrEmpty(ToolFolder))
            log.Report(FolderReport.Of(Folder, Settings.GetMetadata("FullPath")));
    }

    /// <summary>Does the step's work.</summary>
    private protected abstract Task RunAsync(PublishStep step, CancellationToken cancellationToken);

    private static IEnumerable<InputState> SignedBefore(PublishState last, string[] packs)
    {
        foreach (var input in last.Inputs)
            yield return input;
        foreach (var pack in packs.Distinct(PathNames.Comparer))
            foreach (var input in PackStateFormat.FileIn(pack).Load().Inputs)
                yield return input;
    }
}
