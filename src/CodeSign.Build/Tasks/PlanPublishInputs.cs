using CodeSign.Build.Files;
using CodeSign.Build.Plans;
using CodeSign.Build.Publish;
using Microsoft.Build.Framework;

namespace CodeSign.Build;

/// <summary>
/// Says what <see cref="SignPublishInputs"/> would do, without a key. Only what an earlier publish has signed takes the originals'
/// places, as it would in the real publish.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PlanPublishInputs : PublishInputsTask
{
    private protected override async Task<IReadOnlyList<InputState>> RunAsync(
        PublishStep step, IReadOnlyList<InputFile> files, CancellationToken cancellationToken)
    {
        PublishPlan.RequireOwnFolder(step);
        var states = await step.PlanAsync(step.Last.InputsUnder(step.Fingerprint), files, cancellationToken);
        if (!Log.HasLoggedErrors)
            await PublishPlan.FileOf(step).SaveAsync(PublishState.Empty with { Files = states }, cancellationToken);
        return states;
    }

    /// <inheritdoc/>
    private protected override void ReportFailure(TaskLog log)
    {
        // Nothing gets into the folder, whether a plan fails or not.
    }
}
