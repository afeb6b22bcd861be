using CodeSign.Build.Files;
using CodeSign.Build.Publish;
using CodeSign.Signing;
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
        var others = await SignOthersAsync(step, inspector, inspection.Others, cancellationToken);
        if (Log.HasLoggedErrors)
            return;

        var files = new List<PublishedFile>();
        foreach (var file in inspection.Files)
            files.Add(await inspector.ReadAsync(file.Path, cancellationToken));
        var folder = new PublishedFolder { Path = step.Folder, Fingerprint = step.Fingerprint, Files = files };
        List<FolderEntry> entries = [.. inspection.Entries, .. EntriesOf(others, inspector), .. Bundled(step.Last, inspection)];
        var manifest = new PublishManifest(step, Product);
        var path = string.IsNullOrEmpty(ToolFolder) ? await manifest.WriteAsync(folder, entries, cancellationToken) : manifest.Current;
        await step.Store.SaveAsync(step.Last with { Others = others, Folder = folder with { Manifest = path } }, cancellationToken);
        ManifestFiles = path is null ? [] : [new TaskItem(path)];
    }

    // A target that copies into the folder by itself: a rule or a known origin may tell whose work that is.
    private async Task<IReadOnlyList<InputState>> SignOthersAsync(
        PublishStep step, FolderInspector inspector, IReadOnlyList<PublishedFile> others, CancellationToken cancellationToken)
    {
        var inputs = others.Select(file => new InputFile(
            new TaskItem(file.Path), file.Path, InputFile.Join(ToolFolder ?? "", inspector.RelativePath(file.Path)))).ToList();
        foreach (var unaccounted in inputs.Where(input => !IsAccounted(step, input)))
            step.Log.Report(BuildDiagnostics.UnaccountedInFolder.Create(
                $"{unaccounted.Path} can be signed, but this publish has not put it there, and it is not in another project's manifest.",
                "If it is left over, delete the folder and publish again. If a target copies it there, say whose it is: "
                + $"<CodeSignFile Include=\"{inspector.RelativePath(unaccounted.Path)}\" Sign=\"true\" /> to sign it as yours, Sign=\"false\" to ship it as it is.",
                unaccounted.Path));
        if (Log.HasLoggedErrors)
            return [];

        var states = await step.SignAsync(step.Last.Others, inputs, cancellationToken);
        return Log.HasLoggedErrors ? [] : await ReplaceAsync(step, states, cancellationToken);
    }

    private static bool IsAccounted(PublishStep step, InputFile input)
    {
        var origin = step.Options.Origins.Find(input);
        var candidate = new Candidate { Path = input.Path, TargetPath = input.TargetPath, Origin = origin };
        return origin.Kind != FileOriginKind.Unknown || step.Options.Rules.Any(rule => rule.Matches(candidate));
    }

    private static async Task<IReadOnlyList<InputState>> ReplaceAsync(
        PublishStep step, IReadOnlyList<InputState> states, CancellationToken cancellationToken)
    {
        var originals = OriginalsOfProjects.Of(step.Options.Settings);
        foreach (var state in states.Where(state => state.Planned?.SignedPath is not null))
        {
            var planned = state.Planned!;
            var sha256 = await FileDigest.Sha256Async(state.Path, cancellationToken);
            if (sha256 == planned.Sha256)
                continue;
            // The next publish may find the signed file, and starts from the unsigned one even then.
            await originals.KeepAsync(originals.Find(sha256) ?? state.Path, planned.Sha256, cancellationToken);
            await FilePlacer.PlaceAsync(planned.SignedPath!, state.Path, planned.Sha256, cancellationToken);
        }

        return [.. states.Select(InputState.Seen)];
    }

    private static IEnumerable<FolderEntry> EntriesOf(IEnumerable<InputState> others, FolderInspector inspector) => others
        .Where(state => state.Planned is not null)
        .Select(state => new FolderEntry(inspector.RelativePath(state.Path), state.Planned!));

    // What the SDK has left out of the program lies beside it.
    private IEnumerable<FolderEntry> Bundled(PublishState state, FolderInspection inspection)
    {
        if (state.Bundle is not { } bundle)
            return [];
        var beside = inspection.Entries.Select(entry => InputFile.Join(ToolFolder ?? "", entry.RelativePath)).ToHashSet(PathNames.Comparer);
        var root = string.IsNullOrEmpty(ToolFolder) ? 0 : InputFile.Join(ToolFolder).Length + 1;
        return state.Files
            .Where(file => file is { Use: FileUse.Bundled, Planned: not null } && !beside.Contains(file.TargetPath))
            .Select(file => new FolderEntry(file.TargetPath[root..], file.Planned!, Path.GetFileName(bundle.Path)));
    }
}
