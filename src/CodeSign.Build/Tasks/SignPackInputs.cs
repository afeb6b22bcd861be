using CodeSign.Build.Files;
using CodeSign.Build.Pack;
using CodeSign.Build.Publish;
using CodeSign.Build.Settings;
using CodeSign.Keys.Development;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>
/// Signs what goes into a package: each assembly of ours gets a signed copy under obj, and NuGet's items are changed to name the
/// copies. Other files get a signature beside them where that is asked for. What is signed already, by the last pack, is left as it is.
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

    /// <summary>The state directories of the project's instances that have published what is packed: of a tool, one for each framework.</summary>
    public string[] PublishStateDirectories { get; set; } = [];

    /// <summary>The target frameworks that are packed.</summary>
    public string[] TargetFrameworks { get; set; } = [];

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
    public string? StateFile { get; private set; }

    private protected override async Task RunAsync(TaskLog log, CancellationToken cancellationToken)
    {
        var settings = ProjectSettings.Read(Settings);
        SecretGuard.RefuseProperties(BuildEngine, settings.Project);
        SecretGuard.RefuseInFiles(ProjectFiles);
        SecretGuard.WarnOfLoggedEnvironment(log, settings.Project);

        var published = PublishStates(settings).Select(file => file.Load()).ToList();
        var manifests = published.Select(state => state.Folder?.Manifest).OfType<PlacedManifest>().ToList();
        var outputs = BuildOutputs.Select(item => PackInput.FromBuildOutput(item, BuildOutputFolders)).ToList();
        var content = new ContentFolders(Path.GetDirectoryName(settings.Project)!, ContentFolders, TargetFrameworks);
        // A tool is packed from its published folder, whose manifest is not part of the tool.
        var files = PackageFiles.Select(item => PackInput.FromPackageFile(item, content))
            .Where(file => !manifests.Exists(manifest => manifest.Is(file.Path))).ToList();
        var isFirstIdentity = !DevelopmentIdentity.StoredFile.Exists;
        var fingerprint = Fingerprint();
        var store = PackStateFormat.FileIn(settings.StateDirectory);
        var last = store.Load();
        StagedPackages.RemoveUnfinished(settings, last);

        var origins = new KnownFiles(KnownFiles);
        var references = ReferenceSettings.Select(ProjectSettings.Read).ToList();
        var signer = new InputSigner(new InputSignerOptions
        {
            Settings = settings,
            References = references,
            Origins = origins,
            Rules = CodeSignFileItems.Read(Rules),
            Originals = new OriginalsOfProjects([settings.StateDirectory, .. references.Select(reference => reference.StateDirectory)]),
            Elsewhere = new SignedElsewhere(published.SelectMany(state => state.InputsUnder(fingerprint))),
        }, log);
        List<InputFile> packed = [.. outputs, .. files];
        var archives = new ArchivesBeside(settings.Project, CodeSignFileItems.Archives(Rules)).Find(packed);
        var inputs = await signer.SignAsync(
            last.InputsUnder(fingerprint), [.. packed, .. PackInput.OutputsBeside(packed, origins.Outputs), .. archives], cancellationToken);
        if (Log.HasLoggedErrors)
            return;

        // What is signed is known by the next pack, whatever becomes of the rest.
        var state = last with
        {
            Fingerprint = fingerprint,
            Inputs = inputs,
            Outputs = origins.Outputs,
            Archives = archives.ConvertAll(archive => archive.Path),
            Detached = last.DetachedUnder(fingerprint),
        };
        await store.SaveAsync(state, cancellationToken);
        var beside = await new DetachedFiles(settings, CodeSignFileItems.ReadDetached(Rules), log).FindAsync(packed, inputs, cancellationToken);
        var detached = await new DetachedSigner(settings, log).SignAsync(state.Detached, beside, cancellationToken);
        // The first use of dev: has made the identity just now.
        var made = isFirstIdentity ? Fingerprint() : fingerprint;
        await store.SaveAsync(state with { Fingerprint = made, Detached = detached }, cancellationToken);
        StateFile = store.Path;
        var done = inputs.ToDictionary(input => input.Place);
        SignedBuildOutputs = [.. outputs.Select(input => WithFinalPath(input.Item, SignedPath(input)))];
        SignedPackageFiles =
        [
            .. files.Select(input => WithPath(input.Item, SignedPath(input), content)),
            .. detached.Select(signature => signature.PackageItem()).OfType<ITaskItem>(),
        ];

        string Fingerprint() => SettingsFingerprint.Of([Settings, .. ReferenceSettings], Rules);
        string? SignedPath(InputFile input) => done.GetValueOrDefault(input.Place)?.Planned?.SignedPath;
    }

    // What was published for this package, and what this project has published last.
    private IEnumerable<StateFile<PublishState>> PublishStates(ProjectSettings settings) => PublishStateDirectories
        .Append(settings.StateDirectory)
        .Distinct(PathNames.Comparer)
        .Select(directory => PublishStateFormat.FileIn(PublishState.DirectoryIn(directory)));

    private static ITaskItem WithFinalPath(ITaskItem item, string? signed)
    {
        if (signed is not null)
            item.SetMetadata("FinalOutputPath", signed);
        return item;
    }

    // The folders below a wildcard get lost when an item leaves a task: NuGet looks here for them, too.
    private static ITaskItem WithFolders(ITaskItem item)
    {
        if (PackInput.RecursiveFolder(item) is { Length: > 0 } folders)
            item.SetMetadata("NuGetRecursiveDir", folders);
        return item;
    }

    // The item itself must name the copy. What its old path said about the place in the package is put into metadata first.
    private static ITaskItem WithPath(ITaskItem item, string? signed, ContentFolders content)
    {
        if (signed is null)
            return WithFolders(item);
        var copy = new TaskItem(signed);
        item.CopyMetadataTo(copy);
        if (PackInput.HasPackagePath(item))
            copy.SetMetadata("NuGetRecursiveDir", PackInput.RecursiveFolder(item));
        else
            copy.SetMetadata("PackagePath", content.PackagePathOf(item));
        return copy;
    }
}
