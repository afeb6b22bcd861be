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
/// <param name="archives">The archives that the user names.</param>
/// <param name="log">Where diagnostics go.</param>
internal sealed class PackInputSigner(
    ProjectSettings settings, IReadOnlyList<ProjectSettings> references, KnownFiles origins, IReadOnlyList<FileRule> rules,
    IReadOnlyList<NamedArchive> archives, TaskLog log)
{
    private const int Attempts = 3;
    private readonly OriginalsOfProjects _originals = new([settings, .. references]);

    /// <summary>Gives the state of all files: what the last pack knew, where it is still true, and what was done now.</summary>
    public async Task<PackState> SignAsync(
        PackState last, string fingerprint, IReadOnlyList<PackInput> packed, CancellationToken cancellationToken)
    {
        var beside = ArchivesBeside(packed);
        // NuGet itself complains about what is listed and does not exist.
        var inputs = packed.Concat(OutputsBeside(packed)).Concat(beside)
            .DistinctBy(input => input.Place).Where(input => File.Exists(input.Path));
        var known = last.Fingerprint == fingerprint ? last.InputsByPlace() : PackState.Empty.InputsByPlace();
        var current = new List<InputState>();
        var changed = new List<PackInput>();
        foreach (var input in inputs)
            if (await CurrentAsync(known, input, cancellationToken) is { } state)
                current.Add(state);
            else
                changed.Add(input);
        var signed = changed.Count > 0 ? await SignAsync(changed, cancellationToken) : [];
        return last with
        {
            Fingerprint = fingerprint,
            Inputs = [.. current, .. signed],
            Outputs = origins.Outputs,
            Archives = beside.ConvertAll(archive => archive.Path),
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

    /// <summary>The archives that are not packed: they are signed where they are.</summary>
    /// <exception cref="CodeSignException">One is neither there nor in the package.</exception>
    private List<PackInput> ArchivesBeside(IReadOnlyList<PackInput> packed)
    {
        var folder = Path.GetDirectoryName(settings.Project)!;
        var beside = new List<PackInput>();
        foreach (var archive in archives)
        {
            if (packed.Any(input => IsOf(archive, input)))
                continue;
            if (!File.Exists(archive.Path))
                throw BuildDiagnostics.ArchiveMissing.Exception(
                    $"The CodeSignFile item '{archive.Name}' names an archive that is neither at {archive.Path} nor in the package.",
                    "Make it in a target that runs before CodeSignPackInputs (AfterTargets=\"Build\", say), or take the item away.",
                    settings.Project);
            beside.Add(PackInput.FromArchive(new TaskItem(archive.Path), folder));
        }

        return beside;
    }

    // As in the rules: a file that exists is meant itself, any other name is one in the package.
    private static bool IsOf(NamedArchive archive, PackInput input) => File.Exists(archive.Path)
        ? PathNames.Comparer.Equals(archive.Path, input.Path)
        : new FileRule(archive.Name, FileRuleAction.Sign).Matches(
            new Candidate { Path = input.Path, TargetPath = input.TargetPath, Origin = FileOrigin.Unknown });

    private async Task<IReadOnlyList<InputState>> SignAsync(List<PackInput> changed, CancellationToken cancellationToken, int attempt = 1)
    {
        // Noted before anything is read: a file that changes meanwhile is looked at again next time.
        var states = changed.ConvertAll(InputState.Of);
        using var session = new SigningSession(settings, log);
        using var workspace = changed.Exists(input => ContainerOptions.IsArchiveName(input.TargetPath)) ? OpenWorkspace() : null;
        await session.RefuseUnusablePackageKeyAsync(cancellationToken);
        var candidates = new List<Candidate>();
        foreach (var input in changed)
            candidates.Add(await CandidateAsync(input, session, cancellationToken));

        var profile = await session.AssemblyProfileAsync(settings, cancellationToken);
        var containers = workspace is null ? null : await ContainersAsync(session, workspace, cancellationToken);
        var plan = await SigningPlan.CreateAsync(candidates, new SigningPlanOptions
        {
            Formats = session.FileFormats,
            Profile = profile,
            Containers = containers,
            Inspector = session.Inspector,
            Rules = rules,
            Originals = _originals,
        }, cancellationToken);
        foreach (var diagnostic in plan.Diagnostics)
            log.Report(diagnostic);
        if (plan.HasErrors)
            return [];

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

    private ContainerWorkspace OpenWorkspace() => ContainerWorkspace.Open(Path.Combine(settings.StateDirectory, "archives"));

    private async Task<ContainerOptions> ContainersAsync(
        SigningSession session, ContainerWorkspace workspace, CancellationToken cancellationToken) => new()
        {
            Workspace = workspace,
            Owners = new EntryOwners(origins, _originals, await EntryOwners.ProfilesAsync(session, references, cancellationToken)),
            PackageFormat = session.PackageFormat,
            PackageProfile = await session.NestedPackageProfileAsync(cancellationToken),
        };

    private async Task<Dictionary<Candidate, PlannedState>> ExecuteAsync(
        SigningPlan plan, SigningSession session, CancellationToken cancellationToken)
    {
        var toSign = plan.Files.Where(file => file.Changes).ToList();
        var jobs = toSign.ConvertAll(file => file.ToJob(StagedPath(file.Candidate)));
        var results = await session.SignAsync(session.AllFormats, jobs, cancellationToken);
        foreach (var result in results)
            log.Detail($"Signed {result.Job.Source} as {result.Job.Destination}.");
        var signed = toSign.Zip(results).ToDictionary(pair => pair.First.Candidate, pair => pair.Second);
        return plan.Files.ToDictionary(file => file.Candidate, file => Describe(file, signed.GetValueOrDefault(file.Candidate)));
    }

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
        Entries = [.. ManifestFile.WithEntries(file.Candidate.TargetPath, file, signed).Select(ManifestPart.Write)],
        Signers = [.. Signers(signed).Distinct()],
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
        return Path.Combine(settings.StateDirectory, "files", Convert.ToHexStringLower(place.AsSpan(0, 8)), Path.GetFileName(candidate.Path));
    }
}
