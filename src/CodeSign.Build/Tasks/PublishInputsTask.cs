using CodeSign.Build.Files;
using CodeSign.Build.Publish;
using CodeSign.Build.Settings;
using CodeSign.FileSystem;
using CodeSign.Signing;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>
/// The first step of a publish: what goes into the folder is read from the SDK's items, and the items are changed to name signed copies.
/// </summary>
public abstract class PublishInputsTask : PublishTask
{
    /// <summary>Full paths of the project file and those beside it, in which secrets are looked for.</summary>
    public string[] ProjectFiles { get; set; } = [];

    /// <summary>What the SDK lists for the single-file program: <c>FilesToBundle</c>.</summary>
    public ITaskItem[] BundleFiles { get; set; } = [];

    /// <summary>The program's name: the file among <see cref="BundleFiles"/> with that name is its host, to which the others are added.</summary>
    public string? BundleName { get; set; }

    /// <summary>Full path of the program that native compilation has made, or empty.</summary>
    public string? NativeBinary { get; set; }

    /// <summary><see cref="PublishTask.Files"/> with the signed copies in the originals' places.</summary>
    [Output]
    public ITaskItem[] SignedFiles { get; private set; } = [];

    /// <summary><see cref="BundleFiles"/> with the signed copies in the originals' places.</summary>
    [Output]
    public ITaskItem[] SignedBundleFiles { get; private set; } = [];

    /// <summary>Full path of the signed copy of <see cref="NativeBinary"/>, or that file itself.</summary>
    [Output]
    public string? SignedNativeBinary { get; private set; }

    private protected sealed override async Task RunAsync(PublishStep step, CancellationToken cancellationToken)
    {
        SecretGuard.RefuseProperties(BuildEngine, step.Options.Settings.Project);
        SecretGuard.RefuseInFiles(ProjectFiles);
        SecretGuard.WarnOfLoggedEnvironment(step.Log, step.Options.Settings.Project);

        var files = Files.Select(item => PublishInput.From(item, ToolFolder, FileUse.Shipped)).ToList();
        var bundled = BundleFiles.Select(item => PublishInput.From(item, ToolFolder, FileUse.Bundled)).ToList();
        var states = await RunAsync(step, [.. files, .. bundled.Where(file => !IsHost(file))], cancellationToken);
        if (Log.HasLoggedErrors)
            return;

        var done = states.ToDictionary(state => state.Place);
        SignedFiles = [.. files.Select(file => PublishInput.WithPath(file.Item, file.Path, SignedPath(file)))];
        var inside = new List<ITaskItem>();
        foreach (var file in bundled)
            inside.Add(PublishInput.WithPath(
                file.Item, file.Path, IsHost(file) ? UnsignedHost(file, step.Options.Originals, cancellationToken) : SignedPath(file)));
        SignedBundleFiles = [.. inside];
        SignedNativeBinary = files.Where(file => PathNames.Comparer.Equals(file.Path, NativeBinary)).Select(SignedPath).FirstOrDefault() ?? NativeBinary;

        string? SignedPath(InputFile file) => done.GetValueOrDefault(file.Place)?.Planned?.SignedPath;
    }

    /// <summary>Does the step's work; says what became of each file.</summary>
    private protected abstract Task<IReadOnlyList<InputState>> RunAsync(
        PublishStep step, IReadOnlyList<InputFile> files, CancellationToken cancellationToken);

    private bool IsHost(InputFile file) => PathNames.Comparer.Equals(PublishInput.RelativePath(file.Item), BundleName);

    // What is added to a signed host breaks its signature: the whole is signed once it is complete.
    private static string? UnsignedHost(InputFile host, IUnsignedOriginals originals, CancellationToken cancellationToken) =>
        File.Exists(host.Path) ? originals.Find(FileDigest.Sha256(host.Path, cancellationToken)) : null;
}
