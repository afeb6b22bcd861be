using CodeSign.Build.Settings;
using CodeSign.FileSystem;
using CodeSign.Signing;

namespace CodeSign.Build.Files;

/// <summary>Decides what happens to files on their way into a package or a published folder.</summary>
/// <param name="options">Whose files they are, and how they are signed.</param>
internal sealed class InputPlanner(InputSignerOptions options)
{
    /// <summary>Decides, or says why that can't be done.</summary>
    /// <param name="files">The files.</param>
    /// <param name="session">What they are planned with.</param>
    /// <param name="workspace">Where entries of archives are unpacked, from <see cref="OpenWorkspace"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<InputPlan> PlanAsync(
        IReadOnlyList<InputFile> files, IPlanningSession session, ContainerWorkspace? workspace, CancellationToken cancellationToken)
    {
        var candidates = new List<Candidate>();
        foreach (var file in files)
            candidates.Add(await CandidateAsync(file, session, cancellationToken));

        var terms = await session.AssemblyTermsAsync(options.Settings, cancellationToken);
        var plan = await SigningPlan.CreateAsync(candidates, new SigningPlanOptions
        {
            Formats = session.FileFormats,
            Profile = terms,
            Containers = workspace is null ? null : await ContainersAsync(session, workspace, cancellationToken),
            Inspector = session.Inspector,
            Rules = options.Rules,
            Originals = options.Originals,
        }, cancellationToken);
        return new InputPlan(candidates, plan);
    }

    /// <summary>Opens a place where entries of archives are unpacked, if any of the files may be one.</summary>
    public ContainerWorkspace? OpenWorkspace(IEnumerable<InputFile> files) =>
        files.Any(file => ContainerOptions.IsArchiveName(file.TargetPath))
        ? ContainerWorkspace.Open(Path.Combine(options.Settings.StateDirectory, "archives"))
        : null;

    private async Task<ContainerOptions> ContainersAsync(
        IPlanningSession session, ContainerWorkspace workspace, CancellationToken cancellationToken) => new()
        {
            Workspace = workspace,
            Owners = new EntryOwners(
                options.Origins, options.Originals, await EntryOwners.TermsAsync(session, options.References, cancellationToken)),
            PackageFormat = session.PackageFormat,
            PackageProfile = await session.NestedPackageTermsAsync(cancellationToken),
        };

    private async Task<Candidate> CandidateAsync(InputFile file, IPlanningSession session, CancellationToken cancellationToken)
    {
        var origin = options.Origins.Find(file);
        var owner = origin.Kind == FileOriginKind.ProjectReference
            ? options.References.FirstOrDefault(r => r.Key is not null && PathNames.Comparer.Equals(r.Project, origin.Name))
            : null;
        return new Candidate
        {
            Path = file.Path,
            TargetPath = file.TargetPath,
            Origin = origin,
            Profile = owner is null ? null : await session.AssemblyTermsAsync(owner, cancellationToken),
        };
    }
}
