using CodeSign.Build.Files;
using CodeSign.Build.Publish;
using CodeSign.Build.TestGate;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>
/// Holds the published folder against the plan, signs what came into it by other ways and is ours, and writes the manifest: the last
/// step of a publish.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class CheckPublishedFolder : PublishTask
{
    /// <summary>What the manifest says of the project: one item, the project, with the metadata <c>Id</c>, <c>Version</c> and so on.</summary>
    [Required]
    public ITaskItem Product { get; set; } = null!;

    /// <summary>The manifest, unless a tool is being packed.</summary>
    [Output]
    public ITaskItem[] ManifestFiles { get; private set; } = [];

    private protected override async Task RunAsync(PublishStep step, CancellationToken cancellationToken)
    {
        var inspector = new FolderInspector(step);
        var inspection = await inspector.InspectAsync(FolderPlace.Find(step.Last, Files, ToolFolder), cancellationToken);
        if (Log.HasLoggedErrors)
            return;
        var others = await new OtherFiles(step, ToolFolder).SignAsync(inspection.Others, inspector.RelativePath, cancellationToken);
        if (Log.HasLoggedErrors)
            return;

        // What was signed in place is another file now.
        var files = new List<PublishedFile>();
        foreach (var file in inspection.Files)
            files.Add(file.IsCurrent ? file : inspector.Read(file.Path, cancellationToken));
        var fingerprint = KeptVerdict.Join(step.Fingerprint, KeptVerdict.Fingerprint(step.Options.Settings.StateDirectory));
        var folder = new PublishedFolder { Path = step.Folder, Fingerprint = fingerprint, Files = files };
        List<FolderEntry> entries = [.. inspection.Entries, .. EntriesOf(others, inspector), .. new BundledFiles(step.Last, ToolFolder).Find(inspection)];
        var manifest = new PublishManifest(step, new PublishedProduct(Product, step.Options.Settings.Project));
        var placed = string.IsNullOrEmpty(ToolFolder) ? await manifest.WriteAsync(folder, entries, cancellationToken) : manifest.Current;
        if (placed is not null && step.Options.Settings.WritesReport)
            await ManifestReport.WriteMissingAsync(placed.Path, cancellationToken);
        // The manifest was not there when the folder was looked at for the first time.
        files.RemoveAll(file => placed?.Is(file.Path) == true);
        await step.Store.SaveAsync(step.Last with { Others = others, Folder = folder with { Manifest = placed } }, cancellationToken);
        ManifestFiles = placed is null ? [] : [new TaskItem(placed.Path)];
    }

    private static IEnumerable<FolderEntry> EntriesOf(IEnumerable<InputState> others, FolderInspector inspector) => others
        .Where(state => state.Planned is not null)
        .Select(state => new FolderEntry(inspector.RelativePath(state.Path), state.Planned!));
}
