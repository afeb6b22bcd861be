using CodeSign.Build.Files;
using CodeSign.Build.Pack;
using CodeSign.Build.Publish;
using CodeSign.Build.Settings;
using CodeSign.FileSystem;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>
/// The step of a pack before NuGet writes the package: what goes into it is read from NuGet's items, and the items are changed to name
/// signed copies.
/// </summary>
public abstract class PackInputsTask : PackedFilesTask
{
    /// <summary>The state directories of the project's instances that have published what is packed: of a tool, one for each framework.</summary>
    public string[] PublishStateDirectories { get; set; } = [];

    /// <summary>Full paths of the project file and what MSBuild imports by itself beside it, where secrets could be written.</summary>
    public string[] ProjectFiles { get; set; } = [];

    /// <summary>The build output, with the signed copies in the originals' places.</summary>
    [Output]
    public ITaskItem[] SignedBuildOutputs { get; private set; } = [];

    /// <summary>The other files, with the signed copies in the originals' places.</summary>
    [Output]
    public ITaskItem[] SignedPackageFiles { get; private set; } = [];

    /// <summary>Full path of the file that tells the next steps what was done.</summary>
    [Output]
    public string? StateFile { get; private protected set; }

    private protected sealed override async Task RunAsync(TaskLog log, CancellationToken cancellationToken)
    {
        var settings = ProjectSettings.Read(Settings);
        SecretGuard.RefuseProperties(BuildEngine, settings.Project);
        SecretGuard.RefuseInFiles(ProjectFiles);
        SecretGuard.WarnOfLoggedEnvironment(log, settings.Project);
        await RunAsync(Collect(settings, log), cancellationToken);
    }

    /// <summary>Does the step's work.</summary>
    private protected abstract Task RunAsync(PackStep step, CancellationToken cancellationToken);

    /// <summary>Puts the signed copies into the originals' places.</summary>
    /// <param name="step">The step.</param>
    /// <param name="inputs">What became of the inputs.</param>
    /// <param name="more">What else goes into the package.</param>
    private protected void ChangeItems(PackStep step, IReadOnlyList<InputState> inputs, IEnumerable<ITaskItem> more)
    {
        var done = inputs.ToDictionary(input => input.Place);
        var content = Content;
        SignedBuildOutputs = [.. step.Outputs.Select(input => PackInput.WithFinalPath(input.Item, SignedPath(input)))];
        SignedPackageFiles = [.. step.Files.Select(input => PackInput.WithPath(input.Item, SignedPath(input), content)), .. more];

        string? SignedPath(InputFile input) => done.GetValueOrDefault(input.Place)?.Planned?.SignedPath;
    }

    private PackStep Collect(ProjectSettings settings, TaskLog log)
    {
        var published = PublishStates(settings).Select(file => file.Load()).ToList();
        var outputs = ReadBuildOutputs().ToList();
        var files = CollectFiles(published);
        var fingerprint = Fingerprint();
        var store = PackStateFormat.FileIn(settings.StateDirectory);
        var last = store.Load();
        var references = ReferenceSettings.Select(ProjectSettings.Read).ToList();
        return new PackStep
        {
            Options = new InputSignerOptions
            {
                Settings = settings,
                References = references,
                Origins = new KnownFiles(KnownFiles),
                Rules = CodeSignFileItems.Read(Rules),
                Originals = new OriginalsOfProjects([settings.StateDirectory, .. references.Select(reference => reference.StateDirectory)]),
                Fingerprints = Fingerprints(),
                // Signed after tests, without a pack, an output has another place than in the package.
                Elsewhere = new SignedElsewhere([.. published.SelectMany(state => state.Inputs), .. last.Inputs]),
            },
            Outputs = outputs,
            Files = files,
            Archives = new ArchivesBeside(settings.Project, CodeSignFileItems.Archives(Rules)).Find([.. outputs, .. files]),
            DetachedRules = CodeSignFileItems.ReadDetached(Rules),
            Fingerprint = fingerprint,
            Store = store,
            Last = last,
            Log = log,
        };
    }

    // A tool is packed from its published folder, whose manifest is not part of the tool.
    private List<InputFile> CollectFiles(List<PublishState> published)
    {
        var manifests = published.Select(state => state.Folder?.Manifest).OfType<PlacedManifest>().ToList();
        return [.. ReadPackageFiles().Where(file => !manifests.Exists(manifest => manifest.Is(file.Path)))];
    }

    // What was published for this package, and what this project has published last.
    private IEnumerable<StateFile<PublishState>> PublishStates(ProjectSettings settings) => PublishStateDirectories
        .Append(settings.StateDirectory)
        .Distinct(PathNames.Comparer)
        .Select(directory => PublishStateFormat.FileIn(PublishState.DirectoryIn(directory)));
}
