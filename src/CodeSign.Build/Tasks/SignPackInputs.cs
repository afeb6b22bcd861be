using CodeSign.Build.Files;
using CodeSign.Build.Pack;
using CodeSign.Build.TestGate;
using CodeSign.Keys.Development;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>
/// Signs what goes into a package: each assembly of ours gets a signed copy under obj, and NuGet's items are changed to name the
/// copies. Other files get a signature beside them where that is asked for. What is signed already, by the last pack, is left as it is.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class SignPackInputs : PackInputsTask
{
    /// <summary>What the project asks of tests: the item that <c>CodeSignPrepareTests</c> makes; none where there is no test gate.</summary>
    public ITaskItem? TestGate { get; set; }

    private protected override async Task RunAsync(PackStep step, CancellationToken cancellationToken)
    {
        StagedPackages.Restore(step.Settings, step.Last);
        try
        {
            await SignAsync(step, cancellationToken);
        }
        finally
        {
            // After a failure NuGet is not asked for a package.
            if (StateFile is null)
                StagedPackages.PutOutOfSight(step.Settings);
        }
    }

    private async Task SignAsync(PackStep step, CancellationToken cancellationToken)
    {
        var isFirstIdentity = !DevelopmentIdentity.StoredFile.Exists;
        var inputs = await new InputSigner(step.Options, step.Log).SignAsync(step.Known, step.Inputs, cancellationToken);
        if (Log.HasLoggedErrors)
            return;

        if (TestGate is not null)
            await new TestedInputs(step.Settings.StateDirectory, step.Options.Origins)
                .EnsureAsync(step.SignedFiles, inputs.Except(step.Known), cancellationToken);

        // What is signed is known by the next pack, whatever becomes of the rest.
        var state = State(step, inputs);
        await step.Store.SaveAsync(state, cancellationToken);
        var beside = step.FindDetached(inputs);
        var detached = await new DetachedSigner(step.Settings, step.Log).SignAsync(state.Detached, beside, cancellationToken);
        // The first use of dev: has made the identity just now.
        var made = isFirstIdentity && DevelopmentIdentity.StoredFile.Exists ? Fingerprint() : step.Fingerprint;
        await step.Store.SaveAsync(state with { Fingerprint = made, Detached = detached }, cancellationToken);
        ChangeItems(step, inputs, detached.Select(signature => signature.PackageItem()).OfType<ITaskItem>());
        StateFile = step.Store.Path;
    }

    private static PackState State(PackStep step, IReadOnlyList<InputState> inputs) => step.Last with
    {
        Fingerprint = step.Fingerprint,
        Inputs = inputs,
        Outputs = step.Options.Origins.Outputs,
        Archives = [.. step.Archives.Select(archive => archive.Path)],
        Detached = step.KnownDetached,
        Tests = KeptVerdict.Fingerprint(step.Settings.StateDirectory),
    };
}
