using CodeSign.Diagnostics;

namespace CodeSign.Signing;

/// <summary>What was decided about one candidate: a planned file, an error, or neither where it can't be signed.</summary>
internal sealed record PlanDecision(PlannedFile? File, Diagnostic? Error)
{
    public static PlanDecision NotSignable { get; } = new(null, null);

    public static implicit operator PlanDecision(PlannedFile file) => new(file, null);

    public static implicit operator PlanDecision(Diagnostic error) => new(null, error);
}
