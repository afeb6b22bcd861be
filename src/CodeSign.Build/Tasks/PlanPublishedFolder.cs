using CodeSign.Build.Plans;
using CodeSign.Build.Publish;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>
/// Holds the folder under obj that was published to against the plan, as <see cref="CheckPublishedFolder"/> would hold the real one,
/// writes the plan down, and removes the folder. A tool's folder stays for its pack, which writes the plan.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PlanPublishedFolder : PublishTask
{
    /// <summary>What the plan says of the project: one item, the project, with the metadata <c>Id</c>, <c>Version</c> and so on.</summary>
    [Required]
    public ITaskItem Product { get; set; } = null!;

    /// <summary>Full path of the single-file program, or empty where there is none.</summary>
    public string? Bundle { get; set; }

    /// <summary>Full path of the folder that the plan goes to.</summary>
    [Required]
    public string OutputDirectory { get; set; } = null!;

    /// <summary>The plan, unless a tool is being packed.</summary>
    [Output]
    public ITaskItem[] PlanFiles { get; private set; } = [];

    private bool IsTool => !string.IsNullOrEmpty(ToolFolder);

    private protected override async Task RunAsync(PublishStep step, CancellationToken cancellationToken)
    {
        PublishPlan.RequireOwnFolder(step);
        try
        {
            var listed = PublishPlan.FileOf(step).Load();
            var plan = new PublishPlan(step, ToolFolder);
            var entries = await plan.InspectAsync(listed, state => FolderPlace.Find(state, Files, ToolFolder), Bundle, cancellationToken);
            if (entries is null || IsTool)
                return;
            var document = plan.Document(new PublishedProduct(Product, step.Options.Settings.Project), entries);
            var report = new PlanReport(step.Log, step.Options.Settings.Project);
            var (id, version) = (document.Folder!.Id, document.Folder.Version);
            PlanFiles = [new TaskItem(await report.WriteAsync(document, OutputDirectory, id, version, cancellationToken))];
        }
        finally
        {
            if (!IsTool && Directory.Exists(step.Folder))
                Directory.Delete(step.Folder, recursive: true);
        }
    }

    /// <inheritdoc/>
    private protected override void ReportFailure(TaskLog log)
    {
        // Nothing gets into the folder that was asked for, whether a plan fails or not.
    }
}
