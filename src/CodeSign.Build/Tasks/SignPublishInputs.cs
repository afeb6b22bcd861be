using CodeSign.Build.Files;
using CodeSign.Build.Publish;
using CodeSign.Build.TestGate;
using CodeSign.Keys.Development;
using Microsoft.Build.Framework;

namespace CodeSign.Build;

/// <summary>
/// Signs what goes into a published folder: each assembly of ours gets a signed copy under obj, and the SDK's items are changed to
/// name the copies. What is signed already is left as it is. Where it fails, the folder is untouched.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class SignPublishInputs : PublishInputsTask
{
    /// <summary>What the project asks of tests: the item that <c>CodeSignPrepareTests</c> makes; none where there is no test gate.</summary>
    public ITaskItem? TestGate { get; set; }

    private protected override async Task<IReadOnlyList<InputState>> RunAsync(
        PublishStep step, IReadOnlyList<InputFile> files, CancellationToken cancellationToken)
    {
        var isFirstIdentity = !DevelopmentIdentity.StoredFile.Exists;
        List<InputState> before = [.. step.Last.InputsUnder(step.Fingerprint)];
        var states = await step.SignAsync(before, files, cancellationToken);
        if (Log.HasLoggedErrors)
            return [];

        if (TestGate is not null)
            await new TestedInputs(step.Options.Settings.StateDirectory, step.Options.Origins)
                .EnsureAsync(files, states.Except(before), cancellationToken);

        var known = step.Last.Fingerprint == step.Fingerprint ? step.Last : PublishState.Empty;
        // The first use of dev: has made the identity just now.
        var made = isFirstIdentity && DevelopmentIdentity.StoredFile.Exists ? Fingerprint() : step.Fingerprint;
        await step.Store.SaveAsync(known with
        {
            Fingerprint = made,
            Files = states,
            Folder = step.Last.Folder,
            Tests = KeptVerdict.Fingerprint(step.Options.Settings.StateDirectory),
        }, cancellationToken);
        return states;
    }
}
