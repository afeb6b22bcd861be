using System.Security.Cryptography;
using System.Text;
using CodeSign.Build.Settings;
using CodeSign.Diagnostics;
using CodeSign.Manifests;
using CodeSign.Signing;

namespace CodeSign.Build.Files;

/// <summary>Plans and signs what goes into a package or a published folder, as far as an earlier run has not done it.</summary>
/// <param name="options">Whose files they are, and how they are signed.</param>
/// <param name="log">Where diagnostics go.</param>
internal sealed class InputSigner(InputSignerOptions options, TaskLog log)
{
    private const int Attempts = 3;

    /// <summary>Gives the state of all files: what the last run knew, where it is still true, and what was done now.</summary>
    /// <remarks>Where errors were reported, nothing was signed.</remarks>
    /// <param name="known">What the last run knew, if its settings were the same; otherwise nothing.</param>
    /// <param name="files">The files. Who lists one that does not exist complains about it itself.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<InputState>> SignAsync(
        IEnumerable<InputState> known, IEnumerable<InputFile> files, CancellationToken cancellationToken)
    {
        var comparison = new KnownInputs(known, options.Originals).Compare(files, cancellationToken);
        var signed = comparison.Changed.Count > 0 ? await SignAsync(comparison.Changed, cancellationToken) : [];
        if (signed is null)
            return [];
        List<InputState> all = [.. comparison.Current, .. signed];
        // What the last run has kept is shipped by this one too: nobody shall have to remember its warnings.
        foreach (var warning in ThirdPartyFile.Warnings(all.SelectMany(input => input.Planned?.ThirdParty ?? [])))
            log.Report(warning);
        return all;
    }

    /// <returns>What was done, or <see langword="null"/> where errors were reported.</returns>
    private async Task<IReadOnlyList<InputState>?> SignAsync(
        IReadOnlyList<InputFile> changed, CancellationToken cancellationToken, int attempt = 1)
    {
        // Noted before anything is read: a file that changes meanwhile is looked at again next time.
        var states = changed.Select(InputState.Of).ToList();
        var planner = new InputPlanner(options);
        using var session = new SigningSession(options.Settings, log);
        using var workspace = planner.OpenWorkspace(changed);
        await session.RefuseUnusablePackageKeyAsync(cancellationToken);
        var plan = await planner.PlanAsync(changed, session, workspace, cancellationToken);
        var isLast = attempt == Attempts;
        if ((isLast || !(plan.HasSharedFiles || HasChanged())) && plan.ReportErrors(log))
            return null;

        try
        {
            if (!plan.Plan.HasErrors)
            {
                var planned = await ExecuteAsync(plan.Plan, session, cancellationToken);
                List<InputState> done = [.. states.Select((state, i) => state with { Planned = planned.GetValueOrDefault(plan.Candidates[i]) })];
                // Of what was signed, a copy is shipped; what is shipped as it is must be what was looked at.
                var shipsAsItIs = done.Exists(state => state.Planned?.SignedPath is null);
                if (isLast || !shipsAsItIs || !(HasChanged() || InputPlan.IsOutdated(plan.SharedAsTheyAre, cancellationToken)))
                    return done;
            }
        }
        catch (Exception e) when (!isLast && e is CodeSignException or IOException)
        {
            if (!InputPlan.IsOutdated(plan.Plan.Files, cancellationToken))
                throw;
        }

        // A referenced project that is packed at this moment has let its assembly become the signed one.
        log.Detail("A file was replaced while it was to be signed: planning again.");
        return await SignAsync(changed, cancellationToken, attempt + 1);

        bool HasChanged() => changed.Zip(states).Any(pair => !pair.Second.IsCurrent(pair.First));
    }

    private async Task<Dictionary<Candidate, PlannedState>> ExecuteAsync(
        SigningPlan plan, SigningSession session, CancellationToken cancellationToken)
    {
        var planned = new Dictionary<Candidate, PlannedState>();
        var toSign = new List<PlannedFile>();
        foreach (var file in plan.Files)
            if (await AdoptAsync(file, cancellationToken) is { } adopted)
                planned.Add(file.Candidate, adopted);
            else if (file.Changes)
                toSign.Add(file);
            else
                planned.Add(file.Candidate, Describe(file, null));

        var results = await session.SignAsync(
            session.AllFormats, toSign.ConvertAll(file => file.ToJob(StagedPath(file.Candidate))), cancellationToken);
        foreach (var (file, result) in toSign.Zip(results))
        {
            log.Detail($"Signed {result.Job.Source} as {result.Job.Destination}.");
            planned.Add(file.Candidate, Describe(file, result));
        }

        return planned;
    }

    /// <summary>Takes over what another step has signed, if it has signed this content.</summary>
    private async Task<PlannedState?> AdoptAsync(PlannedFile file, CancellationToken cancellationToken)
    {
        if (file.Profile is not { } profile || file.Entries.Count > 0)
            return null;
        var fingerprint = options.Fingerprints.Of(file.Candidate.Origin);
        if (file.Action == PlannedAction.AlreadySigned)
            return options.Elsewhere.FindSigned(file.Sha256, fingerprint, profile.CertificateSha256) is { } known
                ? Renamed(known, file) with { SignedPath = null } : null;

        var unsigned = file.Source == file.Candidate.Path ? file.Sha256 : FileDigest.Sha256(file.Source, cancellationToken);
        foreach (var other in options.Elsewhere.FindSource(unsigned, fingerprint, profile.CertificateSha256))
        {
            var copy = StagedPath(file.Candidate);
            if (other.SignedPath != copy && !await FilePlacer.PlaceAsync(other.SignedPath!, copy, other.Sha256, cancellationToken))
                continue;
            log.Detail($"{file.Candidate.Path} is signed already: took {other.SignedPath}.");
            return Renamed(other, file) with { SignedPath = copy };
        }

        return null;
    }

    private static PlannedState Renamed(PlannedState planned, PlannedFile file) => planned with
    {
        Entries = [.. planned.Entries.Select(entry => ManifestPart.Write(ManifestPart.ReadFile(entry) with { Path = file.Candidate.TargetPath }))],
    };

    private PlannedState Describe(PlannedFile file, SignedFile? signed) => new()
    {
        SourceSha256 = signed?.SourceSha256 ?? file.Sha256,
        Sha256 = signed?.Sha256 ?? file.Sha256,
        SignedPath = signed?.Job.Destination,
        SignedLength = signed?.Length ?? 0,
        Fingerprint = options.Fingerprints.Of(file.Candidate.Origin),
        Entries = [.. ManifestFile.WithEntries(file.Candidate.TargetPath, file, signed).Select(ManifestPart.Write)],
        Signers = [.. Signers(signed).Distinct()],
        ThirdParty = [.. ThirdPartyFile.In(file)],
    };

    private static IEnumerable<string> Signers(SignedFile? signed)
    {
        if (signed is null)
            return [];
        var inside = signed.Entries.SelectMany(Signers);
        return signed.HasSignature ? inside.Prepend(ManifestPart.Write(ManifestSigner.From(signed.Job.Profile.Signer))) : inside;
    }

    // Each file has a folder of its own: names must stay, and the same name may come from several places.
    private string StagedPath(Candidate candidate)
    {
        var place = SHA256.HashData(Encoding.UTF8.GetBytes($"{candidate.TargetPath}\n{candidate.Path}"));
        return Path.Combine(
            options.Settings.StateDirectory, "files", Convert.ToHexStringLower(place.AsSpan(0, 8)), Path.GetFileName(candidate.Path));
    }
}
