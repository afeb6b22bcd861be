using CodeSign.Build.Files;
using CodeSign.Build.Publish;
using CodeSign.FileSystem;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>
/// Puts signed files into the published folder, each as a whole, with the time by which the SDK finds that nothing is left to copy.
/// A single-file program is signed before, now that it is complete. The folder loses its old manifest first.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PlacePublishedFiles : PublishTask
{
    /// <summary>Full path of the single-file program under obj, or empty where there is none.</summary>
    public string? Bundle { get; set; }

    private protected override async Task RunAsync(PublishStep step, CancellationToken cancellationToken)
    {
        var bundle = await SignBundleAsync(step, cancellationToken);
        if (Log.HasLoggedErrors)
            return;

        var state = step.Last with { Bundle = bundle };
        await step.Store.SaveAsync(state, cancellationToken);
        var placer = new FolderPlacer(step);
        var outdated = placer.FindOutdated(FolderPlace.Find(state, Files, ToolFolder), cancellationToken);
        // From here on the manifest would say what is no longer true.
        if (outdated.Count > 0 && state.Folder?.Manifest is { } manifest && PathNames.Comparer.Equals(state.Folder.Path, step.Folder))
            manifest.Delete();
        await placer.PlaceAsync(outdated, cancellationToken);
    }

    private async Task<InputState?> SignBundleAsync(PublishStep step, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(Bundle))
            return null;
        var file = new InputFile(new TaskItem(Bundle), Bundle, InputFile.Join(ToolFolder ?? "", Path.GetFileName(Bundle)));
        IEnumerable<InputState> known = step.Last.Bundle is { } last ? [last] : [];
        return (await step.SignAsync(known, [file], cancellationToken)).SingleOrDefault();
    }
}
