using CodeSign.Build.Files;
using CodeSign.Build.Pack;
using CodeSign.Build.Settings;
using CodeSign.FileSystem;
using CodeSign.Signing;
using Microsoft.Build.Framework;

namespace CodeSign.Build;

/// <summary>
/// Lets the project's outputs in obj and bin become the signed ones, so that incremental builds don't notice, and the archives that
/// <c>CodeSignFile</c> items name. The last step of a successful pack.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class ReplaceBuildOutput : CodeSignTask
{
    /// <summary>Full path of the file in which <see cref="SignPackInputs"/> wrote what it did.</summary>
    [Required]
    public string StateFile { get; set; } = null!;

    private protected override async Task RunAsync(TaskLog log, CancellationToken cancellationToken)
    {
        var settings = ProjectSettings.Read(Settings);
        var store = PackStateFormat.FileAt(StateFile);
        var state = store.Load();
        var originals = OriginalsOfProjects.Of(settings);
        var replacer = new OutputReplacer(originals, log);
        var replaced = new HashSet<string>(PathNames.Comparer);
        var isAnyInUse = false;
        foreach (var (output, planned) in SignedOutputs(state, settings))
            foreach (var path in Places(output))
            {
                var result = await ReplaceAsync(replacer, path, planned, cancellationToken);
                isAnyInUse |= result == OutputReplacementResult.InUse;
                if (result == OutputReplacementResult.Replaced)
                    replaced.Add(path);
            }
        if (replaced.Count == 0)
            return;

        // What was in use may be the signed file of an earlier pack, and must be known by its original when its turn comes.
        if (!isAnyInUse)
            originals.RemoveAllBut(state.Inputs.Select(input => input.Planned?.Sha256).OfType<string>().ToHashSet(StringComparer.Ordinal));
        // Their lengths have changed, and that by us: they count as seen.
        var inputs = state.Inputs.Select(input => replaced.Contains(input.Path) ? InputState.Seen(input) : input);
        await store.SaveAsync(state with { Inputs = [.. inputs] }, cancellationToken);
    }

    private static IEnumerable<(BuildOutput Output, PlannedState Planned)> SignedOutputs(PackState state, ProjectSettings settings)
    {
        var archives = state.Archives.Select(path => new BuildOutput(path, null));
        var outputs = settings.ReplacesBuildOutput ? state.Outputs.Concat(archives) : archives;
        var signed = state.Inputs.Where(input => input.Planned?.SignedPath is not null)
            .GroupBy(input => input.Path, PathNames.Comparer)
            .ToDictionary(group => group.Key, group => group.First().Planned!, PathNames.Comparer);
        foreach (var output in outputs)
            if (Places(output).Select(path => signed.GetValueOrDefault(path)).FirstOrDefault(planned => planned is not null) is { } planned)
                yield return (output, planned);
    }

    // obj first: a build that runs into the middle of this copies from there.
    private static IEnumerable<string> Places(BuildOutput output) =>
        output.Copy is null ? [output.Intermediate] : [output.Intermediate, output.Copy];

    private static Task<OutputReplacementResult> ReplaceAsync(
        OutputReplacer replacer, string path, PlannedState planned, CancellationToken cancellationToken) =>
        replacer.ReplaceAsync(new OutputReplacement(path, planned.SignedPath!, planned.SourceSha256, planned.Sha256), cancellationToken);
}
