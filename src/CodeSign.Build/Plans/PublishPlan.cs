using CodeSign.Build.Files;
using CodeSign.Build.Publish;
using CodeSign.Build.Settings;
using CodeSign.FileSystem;
using CodeSign.Plans;
using Microsoft.Build.Utilities;

namespace CodeSign.Build.Plans;

/// <summary>
/// Says what would be in a published folder and what would be signed there, from a folder under obj that was published to in its place.
/// </summary>
/// <param name="step">The step; its folder is the one under obj.</param>
/// <param name="root">Of a tool, the folder in its package.</param>
internal sealed class PublishPlan(PublishStep step, string? root)
{
    /// <summary>Where a plan's steps keep what they have found out.</summary>
    public static StateFile<PublishState> FileOf(PublishStep step) =>
        PublishStateFormat.FileIn(PackPlan.DirectoryIn(step.Options.Settings.StateDirectory));

    /// <summary>Makes sure that the folder is the plan's own, which nobody misses.</summary>
    /// <exception cref="Diagnostics.CodeSignException">It is another.</exception>
    public static void RequireOwnFolder(PublishStep step)
    {
        var state = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(step.Options.Settings.StateDirectory))!;
        var own = Path.Combine(PackPlan.DirectoryIn(state), "publish");
        if (!PathNames.Comparer.Equals(own, step.Folder))
            throw BuildDiagnostics.RealFolderInPlan.Exception(
                $"CodeSignPlanOnly is true, but a target has set PublishDir to {step.Folder}, which a plan must not touch.",
                "Set PublishDir in the project, or give that target the condition '$(CodeSignPlanOnly)' != 'true'.",
                step.Options.Settings.Project);
    }

    /// <summary>Gives the entries of the folder, and of the program in it; <see langword="null"/> where errors were reported.</summary>
    /// <param name="listed">What was found out about the files that the SDK lists.</param>
    /// <param name="places">Gives the places of all files that are listed.</param>
    /// <param name="bundle">Full path of the single-file program, or empty.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<FolderEntry>?> InspectAsync(
        PublishState listed, Func<PublishState, IReadOnlyList<FolderPlace>> places, string? bundle, CancellationToken cancellationToken)
    {
        var state = listed with { Bundle = await PlanBundleAsync(bundle, cancellationToken) };
        var inspector = new FolderInspector(step);
        var inspection = await inspector.InspectAsync(places(state), cancellationToken);
        if (step.Log.HasErrors || new OtherFiles(step, root).FindAccounted(inspection.Others, inspector.RelativePath) is not { } others)
            return null;
        var planned = await step.PlanAsync([], others, cancellationToken);
        return step.Log.HasErrors
            ? null
            : [
                .. inspection.Entries,
                .. planned.Where(other => other.Planned is not null)
                    .Select(other => new FolderEntry(inspector.RelativePath(other.Path), other.Planned!)),
                .. new BundledFiles(state, root).Find(inspection),
            ];
    }

    /// <summary>The document about a folder.</summary>
    /// <param name="product">What is published.</param>
    /// <param name="entries">What is in the folder.</param>
    public PlanDocument Document(PublishedProduct product, IEnumerable<FolderEntry> entries) => new()
    {
        SchemaVersion = PlanDocument.CurrentSchemaVersion,
        Tool = SigningSession.Tool,
        HasKey = step.Options.Settings.Key is not null,
        Folder = product.Folder,
        Files = [.. entries.SelectMany(entry => entry.ToPlan())],
    };

    private async Task<InputState?> PlanBundleAsync(string? bundle, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(bundle))
            return null;
        var file = new InputFile(new TaskItem(bundle), bundle, InputFile.Join(root ?? "", Path.GetFileName(bundle)));
        return (await step.PlanAsync([], [file], cancellationToken)).SingleOrDefault();
    }
}
