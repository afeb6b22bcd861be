using System.Security.Cryptography;
using System.Text;
using CodeSign.Build.Settings;
using CodeSign.Diagnostics;
using CodeSign.Manifests;
using CodeSign.Signing;
using Microsoft.Build.Utilities;

namespace CodeSign.Build.Pack;

/// <summary>Plans and signs what goes into a package, as far as the last pack has not done it.</summary>
/// <param name="settings">The packing project's settings.</param>
/// <param name="references">The settings of projects whose outputs it packs.</param>
/// <param name="origins">Whose file is it.</param>
/// <param name="rules">What the user says about files.</param>
/// <param name="log">Where diagnostics go.</param>
internal sealed class PackInputSigner(
    ProjectSettings settings, IReadOnlyList<ProjectSettings> references, KnownFiles origins, IReadOnlyList<FileRule> rules, TaskLog log)
{
    private const int Attempts = 3;
    private readonly OriginalsOfProjects _originals = new([settings, .. references]);

    /// <summary>Gives the state of all files: what the last pack knew, where it is still true, and what was done now.</summary>
    /// <remarks>Where errors were reported, nothing was signed, and the state is the last pack's.</remarks>
    public async Task<PackState> SignAsync(
        PackState last, string fingerprint, IReadOnlyList<PackInput> packed, CancellationToken cancellationToken)
    {
        // NuGet itself complains about what is listed and does not exist.
        var inputs = packed.Concat(OutputsBeside(packed)).DistinctBy(input => input.Place).Where(input => File.Exists(input.Path));
        var known = last.Fingerprint == fingerprint ? last.InputsByPlace() : PackState.Empty.InputsByPlace();
        var current = new List<InputState>();
        var changed = new List<PackInput>();
        foreach (var input in inputs)
            if (await CurrentAsync(known, input, cancellationToken) is { } state)
                current.Add(state);
            else
                changed.Add(input);
        var signed = changed.Count > 0 ? await SignAsync(changed, cancellationToken) : [];
        if (signed is null)
            return last;
        List<InputState> all = [.. current, .. signed];
        // What the last pack has kept is shipped by this one too: nobody shall have to remember its warnings.
        foreach (var warning in ThirdPartyFile.Warnings(all.Select(input => input.Planned?.ThirdParty).OfType<ThirdPartyFile>()))
            log.Report(warning);
        return last with
        {
            Fingerprint = fingerprint,
            Inputs = all,
            Outputs = origins.Outputs,
        };
    }

    private async Task<InputState?> CurrentAsync(
        IReadOnlyDictionary<(string Path, string TargetPath), InputState> known, PackInput input, CancellationToken cancellationToken)
    {
        if (known.GetValueOrDefault(input.Place) is not { } state || state.IsCurrent(input))
            return known.GetValueOrDefault(input.Place);
        // Made again with the same content, or replaced with its signed form by the project that it comes from: nothing new to sign.
        var now = InputState.Of(input);
        return state.Planned is { SignedPath: not null, IsCurrent: true } planned
            && await UnsignedSha256Async(input.Path, cancellationToken) == planned.SourceSha256 ? now with { Planned = planned } : null;
    }

    private async Task<string> UnsignedSha256Async(string path, CancellationToken cancellationToken)
    {
        var sha256 = await FileDigest.Sha256Async(path, cancellationToken);
        return _originals.Find(sha256) is { } original ? await FileDigest.Sha256Async(original, cancellationToken) : sha256;
    }

    // An executable's host, say: it is not packed, but it is signed in obj and bin.
    private IEnumerable<PackInput> OutputsBeside(IReadOnlyList<PackInput> packed)
    {
        var paths = packed.Select(input => input.Path).ToHashSet(PathNames.Comparer);
        foreach (var output in origins.Outputs)
        {
            if (paths.Contains(output.Intermediate) || output.Copy is not null && paths.Contains(output.Copy))
                continue;
            var path = output.Copy is not null && File.Exists(output.Copy) ? output.Copy : output.Intermediate;
            yield return new PackInput(new TaskItem(path), path, $"bin/{Path.GetFileName(path)}") { IsPacked = false };
        }
    }

    /// <returns>What was done, or <see langword="null"/> where errors were reported.</returns>
    private async Task<IReadOnlyList<InputState>?> SignAsync(List<PackInput> changed, CancellationToken cancellationToken, int attempt = 1)
    {
        // Noted before anything is read: a file that changes meanwhile is looked at again next time.
        var states = changed.ConvertAll(InputState.Of);
        using var session = new SigningSession(settings, log);
        await session.RefuseUnusablePackageKeyAsync(cancellationToken);
        var candidates = new List<Candidate>();
        foreach (var input in changed)
            candidates.Add(await CandidateAsync(input, session, cancellationToken));

        var plan = await SigningPlan.CreateAsync(candidates, new SigningPlanOptions
        {
            Formats = session.FileFormats,
            Profile = await session.AssemblyProfileAsync(settings, cancellationToken),
            Inspector = session.Inspector,
            Rules = rules,
            Originals = _originals,
        }, cancellationToken);
        if (plan.HasErrors)
        {
            foreach (var diagnostic in plan.Diagnostics)
                log.Report(diagnostic);
            return null;
        }

        try
        {
            var planned = await ExecuteAsync(plan, session, cancellationToken);
            return [.. states.Select((state, i) => state with { Planned = planned.GetValueOrDefault(candidates[i]) })];
        }
        catch (CodeSignException) when (attempt < Attempts && changed.Zip(states).Any(pair => !pair.Second.IsCurrent(pair.First)))
        {
            // A referenced project that is packed at this moment has let its assembly become the signed one.
            log.Detail("A file was replaced while it was to be signed: planning again.");
            return await SignAsync(changed, cancellationToken, attempt + 1);
        }
    }

    private async Task<Dictionary<Candidate, PlannedState>> ExecuteAsync(
        SigningPlan plan, SigningSession session, CancellationToken cancellationToken)
    {
        var toSign = plan.Files.Where(file => file.Action == PlannedAction.Sign).ToList();
        var jobs = toSign.ConvertAll(file => JobOf(file));
        var results = await session.SignAsync(session.FileFormats, jobs, cancellationToken);
        foreach (var result in results)
            log.Detail($"Signed {result.Job.Source} as {result.Job.Destination}.");
        var signed = toSign.Zip(results).ToDictionary(pair => pair.First.Candidate, pair => pair.Second);
        return plan.Files.ToDictionary(file => file.Candidate, file => Describe(file, signed.GetValueOrDefault(file.Candidate)));
    }

    // An unsigned original, unlike the candidate, is not what the plan has hashed.
    private SigningJob JobOf(PlannedFile file) => new(
        file.Source, StagedPath(file.Candidate), file.Profile!, file.Source == file.Candidate.Path ? file.Sha256 : null);

    private async Task<Candidate> CandidateAsync(PackInput input, SigningSession session, CancellationToken cancellationToken)
    {
        var origin = origins.Find(input);
        var owner = origin.Kind == FileOriginKind.ProjectReference
            ? references.FirstOrDefault(r => r.Key is not null && PathNames.Comparer.Equals(r.Project, origin.Name))
            : null;
        return new Candidate
        {
            Path = input.Path,
            TargetPath = input.TargetPath,
            Origin = origin,
            Profile = owner is null ? null : await session.AssemblyProfileAsync(owner, cancellationToken),
        };
    }

    private static PlannedState Describe(PlannedFile file, SignedFile? signed) => new()
    {
        SourceSha256 = signed?.SourceSha256 ?? file.Sha256,
        Sha256 = signed?.Sha256 ?? file.Sha256,
        SignedPath = signed?.Job.Destination,
        SignedLength = signed?.Length ?? 0,
        Entry = ManifestPart.Write(ManifestFile.From(file.Candidate.TargetPath, file, signed)),
        ThirdParty = ThirdPartyFile.From(file),
        Signer = signed is null ? null : ManifestPart.Write(ManifestSigner.From(signed.Job.Profile.Signer)),
    };

    // Each file has a folder of its own: names must stay, and the same name may come from several places.
    private string StagedPath(Candidate candidate)
    {
        var place = SHA256.HashData(Encoding.UTF8.GetBytes($"{candidate.TargetPath}\n{candidate.Path}"));
        return Path.Combine(settings.StateDirectory, "files", Convert.ToHexStringLower(place.AsSpan(0, 8)), Path.GetFileName(candidate.Path));
    }
}
