using CodeSign.Diagnostics;
using CodeSign.Verification;

namespace CodeSign.Tool.Verifying;

/// <summary>All that one run of verification came to, for whoever reports it.</summary>
internal sealed record VerificationRun
{
    /// <summary>The files that were looked at, in order; not those of a folder that are of no kind that carries a signature.</summary>
    public required IReadOnlyList<VerifiedFile> Files { get; init; }

    /// <summary>What could not be looked at: names that stand for no file.</summary>
    public required IReadOnlyList<Diagnostic> Errors { get; init; }

    /// <summary>How many files of folders are of no kind that carries a signature.</summary>
    public required int Skipped { get; init; }

    /// <summary>What 'trusted' means in this run.</summary>
    public required string Meaning { get; init; }

    /// <summary>When verification began, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The worst of all files and errors.</summary>
    public int ExitCode
    {
        get
        {
            var worst = Errors.Count > 0 ? Tool.ExitCode.Failed : Tool.ExitCode.Success;
            foreach (var file in Files)
                worst = Math.Max(worst, file.ExitCode);
            return worst;
        }
    }

    /// <summary>How many files have a verdict.</summary>
    public int Count(Verdict verdict) => Files.Count(file => file.Result?.Verdict == verdict);

    /// <summary>How many files could not be read.</summary>
    public int Unreadable => Files.Count(file => file.Result is null);
}
