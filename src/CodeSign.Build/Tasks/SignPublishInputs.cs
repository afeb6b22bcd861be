using CodeSign.Build.Files;
using CodeSign.Build.Publish;
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
    private protected override async Task<IReadOnlyList<InputState>> RunAsync(
        PublishStep step, IReadOnlyList<InputFile> files, CancellationToken cancellationToken)
    {
        var isFirstIdentity = !DevelopmentIdentity.StoredFile.Exists;
        var states = await step.SignAsync(step.Last.InputsUnder(step.Fingerprint), files, cancellationToken);
        if (Log.HasLoggedErrors)
            return [];

        var known = step.Last.Fingerprint == step.Fingerprint ? step.Last : PublishState.Empty;
        // The first use of dev: has made the identity just now.
        var made = isFirstIdentity ? Fingerprint() : step.Fingerprint;
        await step.Store.SaveAsync(known with { Fingerprint = made, Files = states, Folder = step.Last.Folder }, cancellationToken);
        return states;
    }
}
