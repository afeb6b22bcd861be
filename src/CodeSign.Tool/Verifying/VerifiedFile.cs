using CodeSign.Diagnostics;
using CodeSign.Tool.Input;
using CodeSign.Verification;

namespace CodeSign.Tool.Verifying;

/// <summary>A file with what verification came to.</summary>
/// <param name="File">The file.</param>
/// <param name="Result">What was found; <see langword="null"/> where the file can't be read.</param>
/// <param name="Failure">Why it can't be read; otherwise <see langword="null"/>.</param>
internal sealed record VerifiedFile(SelectedFile File, VerificationResult? Result, Diagnostic? Failure)
{
    /// <summary>The exit code that this file alone would lead to.</summary>
    public int ExitCode => Result is null ? Tool.ExitCode.Failed : Tool.ExitCode.Of(Result);

    /// <summary>Whether it is an archive that is no package, and was looked into.</summary>
    public bool IsPlainArchive { get; init; }

    /// <summary>
    /// Whether it lies in a folder that was to be looked at, is of a kind that carries no signature, and no rule of a policy is about it.
    /// </summary>
    public bool IsOfNoInterest => !File.IsNamed && Result is { Verdict: Verdict.Unsigned, Policy: null or { Rule: null } }
        && (Result.Format is null || IsPlainArchive);
}
