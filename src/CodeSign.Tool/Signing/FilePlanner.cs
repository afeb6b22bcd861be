using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Signing;
using CodeSign.Tool.Input;

namespace CodeSign.Tool.Signing;

/// <summary>Decides what becomes of files, with the rules of a build.</summary>
/// <param name="inspector">Who reads the signatures that files arrive with.</param>
/// <param name="log">Where is told what speaks against it.</param>
internal sealed class FilePlanner(SignatureInspector inspector, IEngineLog log)
{
    /// <summary>The formats that files are looked at for.</summary>
    public SignatureFormats Formats { get; } = new();

    /// <summary>Plans.</summary>
    /// <returns>The plan, or <see langword="null"/> where errors were reported and nothing may be signed.</returns>
    public async Task<SigningPlan?> PlanAsync(IReadOnlyList<SelectedFile> files, SigningTerms terms, CancellationToken cancellationToken)
    {
        var candidates = files.Select(file => new Candidate { Path = file.Path, TargetPath = file.Name, Origin = FileOrigin.Own }).ToList();
        var options = new SigningPlanOptions { Formats = Formats.All, Profile = terms, Inspector = inspector };
        var plan = await SigningPlan.CreateAsync(candidates, options, cancellationToken);
        foreach (var diagnostic in plan.Diagnostics)
            log.Report(diagnostic);
        return plan.HasErrors || HasUnsignable(files, plan) ? null : plan;
    }

    private bool HasUnsignable(IReadOnlyList<SelectedFile> files, SigningPlan plan)
    {
        var planned = plan.Files.Select(file => file.Candidate.Path).ToHashSet(StringComparer.Ordinal);
        var unsignable = files.Where(file => file.IsNamed && !planned.Contains(file.Path)).ToList();
        foreach (var file in unsignable)
            log.Report(ToolDiagnostics.NotSignable.Create(
                "The file is of no kind that carries a signature inside.", "Sign it beside with --detached, or leave it out.", file.Name));
        return unsignable.Count > 0;
    }
}
