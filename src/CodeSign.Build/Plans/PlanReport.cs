using CodeSign.Plans;

namespace CodeSign.Build.Plans;

/// <summary>Writes a plan down, and tells of it.</summary>
/// <param name="log">Where it is told.</param>
/// <param name="project">Full path of the project file.</param>
internal sealed class PlanReport(TaskLog log, string project)
{
    /// <summary>Writes a plan under its own name into a folder, and gives its full path.</summary>
    /// <exception cref="Diagnostics.CodeSignException">The file can't be written.</exception>
    public async Task<string> WriteAsync(PlanDocument plan, string folder, string id, string version, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, PlanDocumentFile.NameOf(id, version));
        await PlanDocumentFile.WriteAsync(plan, path, cancellationToken);
        if (Undecided(plan).ToList() is { Count: > 0 } undecided)
            log.Report(BuildDiagnostics.Undecided.Create(
                $"Whether the certificate that signs here has signed these is not known without the key: {string.Join(", ", undecided)}.",
                "Let CodeSignCertificate name a file with that certificate: it is public, and tells the plan what it needs.", project));
        log.Summary($"CodeSign.Build: plan: {PlanSummary.Of(plan)} -> {path}");
        return path;
    }

    private static IEnumerable<string> Undecided(PlanDocument plan) =>
    [
        .. plan.Files.Concat(plan.Archives ?? []).Where(file => file.Action == PlanAction.Undecided).Select(file => file.Path),
        .. (plan.Detached ?? []).Where(file => file.Action == PlanAction.Undecided).Select(file => file.SignaturePath),
    ];
}
