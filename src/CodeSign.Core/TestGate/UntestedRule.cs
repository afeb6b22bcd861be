using CodeSign.Signing;

namespace CodeSign.TestGate;

/// <summary>
/// A <c>CodeSignUntested</c> item: shipped assemblies that no test has to load, and why. A pattern without a folder matches file names, one
/// with folders the path in the package or published folder, as <see cref="FileRule"/> has it. Letter case never matters, and
/// <c>\</c> counts as <c>/</c>.
/// </summary>
public sealed class UntestedRule
{
    private readonly FilePattern _files;

    /// <summary>Makes a rule.</summary>
    /// <param name="pattern">The pattern: <c>*</c> within a name, <c>**</c> across folders.</param>
    /// <param name="reason">Why what matches is untested: the manifest says it to whoever gets the package.</param>
    /// <exception cref="Diagnostics.CodeSignException">Pattern or reason is empty.</exception>
    public UntestedRule(string pattern, string reason)
    {
        if (string.IsNullOrWhiteSpace(pattern))
            throw TestGateDiagnostics.IncompleteUntestedRule.Exception(
                "A CodeSignUntested item has no pattern.", "Give it the path in the package or the file name that it is about.");
        if (string.IsNullOrWhiteSpace(reason))
            throw TestGateDiagnostics.IncompleteUntestedRule.Exception(
                $"The CodeSignUntested item {pattern.Trim()} has no reason.",
                "Say with Reason=\"...\" why these assemblies are shipped without having been tested; the manifest shows it.");

        Pattern = pattern.Trim();
        Reason = reason.Trim();
        _files = FilePattern.Within(Pattern);
    }

    /// <summary>The pattern, as the user wrote it.</summary>
    public string Pattern { get; }

    /// <summary>Why what matches is untested.</summary>
    public string Reason { get; }

    /// <summary>Whether the rule is about this assembly.</summary>
    /// <param name="targetPath">The path in the package or published folder.</param>
    public bool Matches(string targetPath)
    {
        ArgumentNullException.ThrowIfNull(targetPath);
        return _files.Matches(targetPath);
    }
}
