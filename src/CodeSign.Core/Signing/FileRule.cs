using CodeSign.Formats;

namespace CodeSign.Signing;

/// <summary>
/// A <c>CodeSignFile</c> item: what a pattern of files is to become. A pattern without a folder matches file names; one with
/// folders matches the path in the package (<c>lib/**/Vendor.*.dll</c>); a full path matches the file on disk. An entry of an archive has
/// the archive's path, <c>!/</c>, and its own. Letter case never matters, and <c>\</c> counts as <c>/</c>.
/// </summary>
public sealed class FileRule
{
    private readonly FilePattern _files;
    private readonly bool _matchesDisk;

    /// <summary>Makes a rule.</summary>
    /// <param name="pattern">The pattern: <c>*</c> within a name, <c>**</c> across folders.</param>
    /// <param name="action">What to do with files that match.</param>
    /// <param name="existing">What to do where such a file is signed already, or <see langword="null"/> for what the profile says.</param>
    /// <exception cref="Diagnostics.CodeSignException">The pattern is empty.</exception>
    public FileRule(string pattern, FileRuleAction action, ExistingSignature? existing = null)
    {
        if (string.IsNullOrWhiteSpace(pattern))
            throw PlanDiagnostics.EmptyPattern.Exception(
                "A CodeSignFile item has no pattern.", "Give it the path in the package or the file name that it is about.");

        Pattern = pattern.Trim();
        Action = action;
        Existing = existing;
        _matchesDisk = Path.IsPathFullyQualified(Pattern);
        _files = _matchesDisk ? FilePattern.OnDisk(WithoutRoot(Pattern)) : FilePattern.Within(Pattern);
    }

    /// <summary>The pattern, as the user wrote it.</summary>
    public string Pattern { get; }

    /// <summary>What to do with files that match.</summary>
    public FileRuleAction Action { get; }

    /// <summary>What to do where such a file is signed already, or <see langword="null"/> for what the profile says.</summary>
    public ExistingSignature? Existing { get; }

    /// <summary>Whether the rule is about this file.</summary>
    public bool Matches(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return _files.Matches(_matchesDisk ? WithoutRoot(candidate.Location) : candidate.TargetPath);
    }

    private static string WithoutRoot(string path) => path[(Path.GetPathRoot(path)?.Length ?? 0)..];
}
