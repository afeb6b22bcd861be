using CodeSign.Build.Files;
using CodeSign.Signing;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build.Publish;

/// <summary>
/// Files that came into the folder by other ways than the SDK's list: a target copies them there by itself, or they are left over. A
/// rule or a known origin may tell whose work one is. Ours is signed in place.
/// </summary>
/// <param name="step">The step.</param>
/// <param name="root">Of a tool, the folder in its package.</param>
internal sealed class OtherFiles(PublishStep step, string? root)
{
    /// <summary>Signs what is ours; says what nothing accounts for.</summary>
    /// <remarks>Where errors were reported, nothing was signed.</remarks>
    /// <param name="files">The files.</param>
    /// <param name="relativePath">Gives a file's path in the folder.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<InputState>> SignAsync(
        IReadOnlyList<PublishedFile> files, Func<string, string> relativePath, CancellationToken cancellationToken)
    {
        if (FindAccounted(files, relativePath) is not { } inputs)
            return [];
        var states = await step.SignAsync(step.Last.Others, inputs, cancellationToken);
        foreach (var state in states)
            await ReplaceAsync(state, cancellationToken);
        return [.. states.Select(InputState.Seen)];
    }

    /// <summary>Says what nothing accounts for; gives <see langword="null"/> where there is such a file.</summary>
    /// <param name="files">The files.</param>
    /// <param name="relativePath">Gives a file's path in the folder.</param>
    public IReadOnlyList<InputFile>? FindAccounted(IReadOnlyList<PublishedFile> files, Func<string, string> relativePath)
    {
        var inputs = files.Select(file => new InputFile(
            new TaskItem(file.Path), file.Path, InputFile.Join(root ?? "", relativePath(file.Path)))).ToList();
        var unaccounted = inputs.Where(input => !IsAccounted(input)).ToList();
        foreach (var input in unaccounted)
            step.Log.Report(BuildDiagnostics.UnaccountedInFolder.Create(
                $"{input.Path} can be signed, but this publish has not put it there, and it is not in another project's manifest.",
                "If it is left over, delete the folder and publish again. If a target copies it there, say whose it is: "
                + $"<CodeSignFile Include=\"{relativePath(input.Path)}\" Sign=\"true\" /> to sign it as yours, Sign=\"false\" to ship it as it is.",
                input.Path));
        return unaccounted.Count > 0 ? null : inputs;
    }

    private bool IsAccounted(InputFile input)
    {
        var origin = step.Options.Origins.Find(input);
        var candidate = new Candidate { Path = input.Path, TargetPath = input.TargetPath, Origin = origin };
        return origin.Kind != FileOriginKind.Unknown || step.Options.Rules.Any(rule => rule.Matches(candidate));
    }

    private async Task ReplaceAsync(InputState state, CancellationToken cancellationToken)
    {
        if (state.Planned is not { SignedPath: { } signed } planned)
            return;
        var sha256 = FileDigest.Sha256(state.Path, cancellationToken);
        if (sha256 == planned.Sha256)
            return;
        // The next publish may find the signed file, and starts from the unsigned one even then.
        var originals = OriginalsOfProjects.Of(step.Options.Settings);
        await originals.KeepAsync(originals.Find(sha256) ?? state.Path, planned.Sha256, cancellationToken);
        if (!await FilePlacer.PlaceAsync(signed, state.Path, planned.Sha256, cancellationToken))
            throw FolderPlacer.Changed(signed);
    }
}
