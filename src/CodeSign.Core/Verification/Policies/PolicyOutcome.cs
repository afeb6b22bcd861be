namespace CodeSign.Verification.Policies;

/// <summary>What a policy made of a file.</summary>
/// <param name="Rule">The name of the rule that decided; <see langword="null"/> where none is about the file.</param>
/// <param name="IsAccepted">Whether the file is as the rule demands.</param>
/// <param name="Findings">What it is not, each with the rule's name; in the result's findings too.</param>
public sealed record PolicyOutcome(string? Rule, bool IsAccepted, IReadOnlyList<Finding> Findings);
