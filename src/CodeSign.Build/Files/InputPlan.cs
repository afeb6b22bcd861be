using CodeSign.Signing;

namespace CodeSign.Build.Files;

/// <summary>What was decided about files.</summary>
/// <param name="Candidates">The files as the engine was asked about them, in their order.</param>
/// <param name="Plan">The decisions, without errors.</param>
internal sealed record InputPlan(IReadOnlyList<Candidate> Candidates, SigningPlan Plan);
