using CodeSign.Diagnostics;

namespace CodeSign.Signing;

/// <summary>
/// What happens to each signable file, and why, decided before a key is used. Ours is signed, other people's is kept byte for byte,
/// and what nothing accounts for is an error. Files that can't be signed are not part of it. An archive that a rule names is ours, and is
/// looked into: its entries are decided in the same way.
/// </summary>
public sealed class SigningPlan
{
    private SigningPlan(IReadOnlyList<PlannedFile> files, IReadOnlyList<Diagnostic> diagnostics)
    {
        Files = files;
        Diagnostics = diagnostics;
    }

    /// <summary>The signable files with their decisions, in the order of the candidates; files with errors are left out.</summary>
    public IReadOnlyList<PlannedFile> Files { get; }

    /// <summary>What the user must know, errors in the order of the candidates, then warnings. With an error, nothing may be signed.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Whether nothing may be signed.</summary>
    public bool HasErrors => Diagnostics.Any(d => d.Descriptor.Severity == DiagnosticSeverity.Error);

    /// <summary>Looks into every candidate and decides.</summary>
    /// <param name="candidates">What the build ships.</param>
    /// <param name="options">How to decide.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public static async Task<SigningPlan> CreateAsync(
        IReadOnlyList<Candidate> candidates, SigningPlanOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(options);

        var decider = new PlanDecider(options);
        var decisions = new PlanDecision[candidates.Count];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, candidates.Count, parallel, async (index, token) =>
            decisions[index] = await decider.DecideAsync(candidates[index], token));

        return new SigningPlan(
            [.. decisions.Select(d => d.File).OfType<PlannedFile>()],
            [.. decisions.SelectMany(d => d.Errors), .. Warnings(decisions)]);
    }

    private static IEnumerable<Diagnostic> Warnings(PlanDecision[] decisions)
    {
        var kept = decisions.Select(d => d.File).OfType<PlannedFile>().SelectMany(f => f.WithEntries())
            .Where(f => f is { Action: PlannedAction.Keep, Format: not ContainerPlanner.ArchiveFormat }).ToList();

        var unsigned = kept.Where(f => f.Existing.State == ExistingSignatureState.None).ToList();
        if (unsigned.Count > 0)
            yield return PlanDiagnostics.UnsignedThirdParty.Create(
                $"{Count(unsigned.Count)} of other people carry no signature and are shipped as they came: {List(unsigned, WithOrigin)}.",
                "Ask their authors to sign them, or add a CodeSignFile item for each: Sign=\"true\" puts your signature on it, "
                + "Sign=\"false\" accepts it as it is, Sign=\"error\" stops the build.");

        var unknown = kept.Where(f => f.Existing.State == ExistingSignatureState.Untrusted).ToList();
        if (unknown.Count > 0)
            yield return PlanDiagnostics.UnknownSigners.Create(
                $"{Count(unknown.Count)} of other people are intact, but signed under a root that is not trusted here: {List(unknown, WithSigner)}.",
                "Add the root to CodeSignTrustedRoots if you trust it, or accept each file with a CodeSignFile item with Sign=\"false\".");
    }

    private static string Count(int count) => count == 1 ? "1 file" : $"{count} files";

    private static string List(IEnumerable<PlannedFile> files, Func<PlannedFile, string> text) =>
        string.Join(", ", files.OrderBy(f => f.Candidate.TargetPath, StringComparer.Ordinal).Select(text));

    private static string WithOrigin(PlannedFile file) => $"{file.Candidate.TargetPath} ({file.Candidate.Origin})";

    private static string WithSigner(PlannedFile file) =>
        $"{file.Candidate.TargetPath} ({file.Candidate.Origin}, signed by {file.Existing.Subject})";
}
