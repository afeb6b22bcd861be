using CodeSign.Build.Files;
using CodeSign.Build.Settings;
using CodeSign.Manifests;
using CodeSign.Plans;
using CodeSign.Signing;

namespace CodeSign.Build.Plans;

/// <summary>
/// Says what would become of files on their way into a package or a published folder: what an <see cref="InputSigner"/> would do,
/// without a key. The states that it gives are about a plan: what they say about a file is a <see cref="PlanPart"/>.
/// </summary>
/// <param name="options">Whose files they are, and how they would be signed.</param>
/// <param name="log">Where diagnostics go.</param>
internal sealed class KeylessPlanner(InputSignerOptions options, TaskLog log)
{
    /// <summary>Gives the state of all files: what the last run has done, where it is still true, and what would be done now.</summary>
    /// <remarks>Where errors were reported, there are no states.</remarks>
    /// <param name="known">What the last run knew, if its settings were the same; otherwise nothing.</param>
    /// <param name="files">The files. Who lists one that does not exist complains about it itself.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<InputState>> PlanAsync(
        IEnumerable<InputState> known, IEnumerable<InputFile> files, CancellationToken cancellationToken)
    {
        var comparison = new KnownInputs(known, options.Originals).Compare(files, cancellationToken);
        var planner = new InputPlanner(options);
        using var workspace = planner.OpenWorkspace(comparison.Changed);
        var plan = await planner.PlanAsync(comparison.Changed, new KeylessSession(options.Settings), workspace, cancellationToken);
        if (plan.ReportErrors(log))
            return [];

        var all = new List<InputState>();
        foreach (var state in comparison.Current)
            all.Add(state with { Planned = state.Planned is { } done ? Done(done, state.TargetPath) : null });
        var planned = plan.Plan.Files.ToDictionary(file => file.Candidate);
        foreach (var (file, candidate) in comparison.Changed.Zip(plan.Candidates))
            all.Add(InputState.Of(file) with
            {
                Planned = planned.TryGetValue(candidate, out var decision) ? Describe(decision, cancellationToken) : null,
            });
        foreach (var warning in ThirdPartyFile.Warnings(all.SelectMany(input => input.Planned?.ThirdParty ?? [])))
            log.Report(warning);
        return all;
    }

    private PlannedState Describe(PlannedFile file, CancellationToken cancellationToken)
    {
        var path = file.Candidate.TargetPath.TrimStart('/', '\\');
        var planned = new PlannedState
        {
            SourceSha256 = file.Sha256,
            Sha256 = file.Sha256,
            Fingerprint = options.Fingerprints.Of(file.Candidate.Origin),
            Entries = [.. PlanFile.WithEntries(path, file).Select(PlanPart.Write)],
            ThirdParty = [.. ThirdPartyFile.In(file)],
        };
        var done = FindElsewhere(file, cancellationToken);
        return done is null ? planned : planned with { Entries = Done(done, path).Entries };
    }

    /// <summary>What another step of this project has made of the file, or has made it from.</summary>
    private PlannedState? FindElsewhere(PlannedFile file, CancellationToken cancellationToken)
    {
        if (file.Entries.Count > 0 || file.Action is PlannedAction.Keep or PlannedAction.Exclude)
            return null;
        var signer = file.Profile?.CertificateSha256;
        var fingerprint = options.Fingerprints.Of(file.Candidate.Origin);
        if (options.Elsewhere.FindSigned(file.Sha256, fingerprint, signer) is { } signed)
            return signed;
        var unsigned = file.Source == file.Candidate.Path ? file.Sha256 : FileDigest.Sha256(file.Source, cancellationToken);
        return options.Elsewhere.FindSource(unsigned, fingerprint, signer).FirstOrDefault();
    }

    private static PlannedState Done(PlannedState done, string path) => done with
    {
        Entries = [.. done.Entries.Select(ManifestPart.ReadFile).Select((entry, index) =>
            PlanPart.Write(PlanFile.From(index == 0 ? entry with { Path = path } : entry)))],
    };
}
