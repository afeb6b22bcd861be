using CodeSign.Signing;

namespace CodeSign.Build.Files;

/// <summary>What was decided about files.</summary>
/// <param name="Candidates">The files as the engine was asked about them, in their order.</param>
/// <param name="Plan">The decisions, or why there are none.</param>
internal sealed record InputPlan(IReadOnlyList<Candidate> Candidates, SigningPlan Plan)
{
    /// <summary>
    /// Whether another project may replace one of the files at any moment: its own assembly by the signed one, often of the same length
    /// and with the same time.
    /// </summary>
    public bool HasSharedFiles => Candidates.Any(IsShared);

    /// <summary>Those of the files that another project may replace, and that are shipped without a copy of them being made.</summary>
    public IEnumerable<PlannedFile> SharedAsTheyAre => Plan.Files.Where(file => !file.Changes && IsShared(file.Candidate));

    /// <summary>Reports why there are no decisions; gives whether that is so.</summary>
    public bool ReportErrors(TaskLog log)
    {
        if (!Plan.HasErrors)
            return false;
        foreach (var diagnostic in Plan.Diagnostics)
            log.Report(diagnostic);
        return true;
    }

    /// <summary>Whether one of these files is not the one any more that was planned. They are read for that.</summary>
    public static bool IsOutdated(IEnumerable<PlannedFile> files, CancellationToken cancellationToken)
    {
        foreach (var file in files)
            if (!File.Exists(file.Source) || !File.Exists(file.Candidate.Path)
                || FileDigest.Sha256(file.Candidate.Path, cancellationToken) != file.Sha256)
                return true;
        return false;
    }

    private static bool IsShared(Candidate candidate) => candidate.Origin.Kind == FileOriginKind.ProjectReference;
}
