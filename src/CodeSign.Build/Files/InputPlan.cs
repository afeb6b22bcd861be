using CodeSign.Signing;

namespace CodeSign.Build.Files;

/// <summary>What was decided about files.</summary>
/// <param name="Candidates">The files as the engine was asked about them, in their order.</param>
/// <param name="Plan">The decisions, or why there are none.</param>
internal sealed record InputPlan(IReadOnlyList<Candidate> Candidates, SigningPlan Plan)
{
    /// <summary>Reports why there are no decisions; gives whether that is so.</summary>
    public bool ReportErrors(TaskLog log)
    {
        if (!Plan.HasErrors)
            return false;
        foreach (var diagnostic in Plan.Diagnostics)
            log.Report(diagnostic);
        return true;
    }
}
