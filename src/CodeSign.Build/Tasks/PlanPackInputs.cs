using CodeSign.Build.Pack;
using CodeSign.Build.Plans;
using CodeSign.Plans;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>
/// Says what <see cref="SignPackInputs"/> would do, without a key. Only what the last pack has signed takes the originals' places, as it
/// would in the real pack.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PlanPackInputs : PackInputsTask
{
    private protected override async Task RunAsync(PackStep step, CancellationToken cancellationToken)
    {
        var inputs = await new KeylessPlanner(step.Options, step.Log).PlanAsync(step.Known, step.Inputs, cancellationToken);
        if (Log.HasLoggedErrors)
            return;

        var beside = step.FindDetached(inputs);
        var detached = await new DetachedPlanner(step.Settings).PlanAsync(step.KnownDetached, beside, cancellationToken);
        var store = PackPlanFormat.FileIn(step.Settings.StateDirectory);
        await store.SaveAsync(
            new PackPlan
            {
                Inputs = inputs,
                Archives = [.. step.Archives.Select(archive => archive.Path)],
                Detached = [.. detached.Select(PlanPart.Write)],
            },
            cancellationToken);
        StateFile = store.Path;
        ChangeItems(step, inputs, []);
    }
}
