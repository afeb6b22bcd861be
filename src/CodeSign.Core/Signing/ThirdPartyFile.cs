using CodeSign.Diagnostics;

namespace CodeSign.Signing;

/// <summary>A file of other people that is shipped as it came, without a signature that is trusted here.</summary>
/// <param name="TargetPath">The path in what is shipped.</param>
/// <param name="Origin">Where it comes from, in words.</param>
/// <param name="Signer">Who signed it under a root that is not trusted here; <see langword="null"/> where it is unsigned.</param>
public sealed record ThirdPartyFile(string TargetPath, string Origin, string? Signer)
{
    /// <summary>The file of a plan, if it is one of those.</summary>
    public static ThirdPartyFile? From(PlannedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Action != PlannedAction.Keep)
            return null;

        var (path, origin) = (file.Candidate.TargetPath, file.Candidate.Origin.ToString());
        return file.Existing.State switch
        {
            ExistingSignatureState.None => new ThirdPartyFile(path, origin, null),
            ExistingSignatureState.Untrusted => new ThirdPartyFile(path, origin, file.Existing.Subject ?? "an unknown signer"),
            _ => null,
        };
    }

    /// <summary>What the user must know of such files: at most one warning of each kind, which lists them all.</summary>
    public static IEnumerable<Diagnostic> Warnings(IEnumerable<ThirdPartyFile> files)
    {
        var sorted = files.OrderBy(file => file.TargetPath, StringComparer.Ordinal).ToList();
        var unsigned = sorted.FindAll(file => file.Signer is null);
        if (unsigned.Count > 0)
            yield return PlanDiagnostics.UnsignedThirdParty.Create(
                $"{Count(unsigned)} of other people carry no signature and are shipped as they came: "
                + $"{List(unsigned, file => $"{file.TargetPath} ({file.Origin})")}.",
                "Ask their authors to sign them, or add a CodeSignFile item for each: Sign=\"true\" puts your signature on it, "
                + "Sign=\"false\" accepts it as it is, Sign=\"error\" stops the build.");

        var unknown = sorted.FindAll(file => file.Signer is not null);
        if (unknown.Count > 0)
            yield return PlanDiagnostics.UnknownSigners.Create(
                $"{Count(unknown)} of other people are intact, but signed under a root that is not trusted here: "
                + $"{List(unknown, file => $"{file.TargetPath} ({file.Origin}, signed by {file.Signer})")}.",
                "Add the root to CodeSignTrustedRoots if you trust it, or accept each file with a CodeSignFile item with Sign=\"false\".");
    }

    private static string Count(List<ThirdPartyFile> files) => files.Count == 1 ? "1 file" : $"{files.Count} files";

    private static string List(List<ThirdPartyFile> files, Func<ThirdPartyFile, string> text) => string.Join(", ", files.Select(text));
}
