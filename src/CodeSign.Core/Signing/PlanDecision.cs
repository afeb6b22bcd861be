using CodeSign.Diagnostics;

namespace CodeSign.Signing;

/// <summary>What was decided about one candidate: a planned file, errors, or neither where it can't be signed.</summary>
internal sealed record PlanDecision(PlannedFile? File, IReadOnlyList<Diagnostic> Errors)
{
    public static PlanDecision NotSignable { get; } = new(null, []);

    public static implicit operator PlanDecision(PlannedFile file) => new(file, []);

    public static implicit operator PlanDecision(Diagnostic error) => new(null, [error]);
}
