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

        var files = decisions.Select(d => d.File).OfType<PlannedFile>().ToList();
        return new SigningPlan(
            files,
            [.. decisions.SelectMany(d => d.Errors), .. ThirdPartyFile.Warnings(files.SelectMany(ThirdPartyFile.In))]);
    }
}
