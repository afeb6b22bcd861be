using CodeSign.Build.Files;
using CodeSign.Build.Pack;
using CodeSign.Build.Settings;
using CodeSign.Plans;
using CodeSign.Signing;

namespace CodeSign.Build.Plans;

/// <summary>Says what a <see cref="PackageSigner"/> would do with packages, and writes it down.</summary>
/// <param name="settings">The packing project's settings.</param>
/// <param name="log">Where diagnostics go.</param>
internal sealed class PackagePlanner(ProjectSettings settings, TaskLog log)
{
    private readonly PlanReport _report = new(log, settings.Project);

    /// <summary>Writes a plan for each package that would get a manifest, where that would stand. Gives their full paths.</summary>
    /// <remarks>Where errors were reported, nothing was written.</remarks>
    /// <param name="plan">What was found out before the packages were made.</param>
    /// <param name="packages">The packages as NuGet wrote them, unsigned.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<string>> WriteAsync(
        PackPlan plan, IReadOnlyList<StagedPackage> packages, CancellationToken cancellationToken)
    {
        var inspector = new PackageInspector(plan.Inputs, log);
        if (await inspector.InspectAsync(packages, cancellationToken) is not { } inspected)
            return [];
        var written = new List<string>();
        foreach (var package in inspected.Where(package => !package.Package.IsSymbols))
        {
            var files = inspector.Match(package.Inspection).SelectMany(pair => Entries(pair.Entry, pair.Input)).ToList();
            var document = Document(plan, package, inspected.Where(other => other.Package.IsSymbols), files);
            var (id, version) = (package.Inspection.Identity.Id, package.Inspection.Identity.Version);
            written.Add(await _report.WriteAsync(document, FolderOf(package.Package), id, version, cancellationToken));
        }

        return written;
    }

    private PlanDocument Document(PackPlan plan, InspectedPackage package, IEnumerable<InspectedPackage> symbols, List<PlanFile> files)
    {
        var identity = package.Inspection.Identity;
        var belonging = symbols.Where(other => IsOf(other.Inspection.Identity, identity));
        var archives = plan.Inputs.Where(plan.IsArchive)
            .SelectMany(input => input.Planned?.Entries ?? []).Select(PlanPart.ReadFile).ToList();
        return new PlanDocument
        {
            SchemaVersion = PlanDocument.CurrentSchemaVersion,
            Tool = SigningSession.Tool,
            HasKey = settings.Key is not null,
            Package = new PlanPackage
            {
                Id = identity.Id,
                Version = identity.Version,
                Outputs = [.. belonging.Prepend(package).Select(output => Describe(output.Package))],
            },
            Files = files,
            Detached = plan.Detached.Count == 0 ? null : [.. plan.Detached.Select(PlanPart.ReadDetached)],
            Archives = archives.Count == 0 ? null : archives,
        };
    }

    private static bool IsOf(PackageIdentity symbols, PackageIdentity package) =>
        symbols.Id == package.Id && symbols.Version == package.Version;

    private PlanPackageFile Describe(StagedPackage package)
    {
        var name = Path.GetFileName(package.Path);
        if (!package.IsSigned)
            return new PlanPackageFile { File = name, Action = PlanAction.Exclude, Reason = "symbols are not signed" };
        return settings.SignPackages
            ? new PlanPackageFile
            {
                File = name,
                Action = PlanAction.Sign,
                Reason = "this project's own package",
                Signature = PlanSignature.From(new KeylessSession(settings).PackageTerms()),
            }
            : new PlanPackageFile { File = name, Action = PlanAction.Exclude, Reason = "left as it is by CodeSignPackages" };
    }

    private string FolderOf(StagedPackage package) => settings.Manifest switch
    {
        null => Path.GetDirectoryName(package.Final)!,
        var folder when Path.EndsInDirectorySeparator(folder) => folder,
        var file => Path.GetDirectoryName(file)!,
    };

    private static IEnumerable<PlanFile> Entries(PackageEntry entry, InputState input) => input.Planned!.Entries
        .Select(PlanPart.ReadFile)
        .Select(file => file with { Path = PackageInspector.PathIn(entry, input, file.Path) });
}
