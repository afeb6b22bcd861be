using CodeSign.Diagnostics;

namespace CodeSign.Signing;

/// <summary>A file of other people that is shipped as it came, without a signature that is trusted here.</summary>
/// <param name="TargetPath">The path in what is shipped.</param>
/// <param name="Origin">Where it comes from, in words.</param>
public sealed record ThirdPartyFile(string TargetPath, string Origin)
{
    /// <summary>Whether this build has trimmed or compiled it, which removes signatures.</summary>
    public bool IsRewritten { get; init; }

    /// <summary>Who signed it under a root that is not trusted here; <see langword="null"/> where it is unsigned.</summary>
    public string? Signer { get; init; }

    /// <summary>Those among a file of a plan and, where it is an archive, its entries.</summary>
    public static IEnumerable<ThirdPartyFile> In(PlannedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.WithEntries().Select(From).OfType<ThirdPartyFile>();
    }

    private static ThirdPartyFile? From(PlannedFile file)
    {
        if (file is not { Action: PlannedAction.Keep, Format: not ContainerPlanner.ArchiveFormat })
            return null;

        var origin = file.Candidate.Origin;
        var found = new ThirdPartyFile(file.Candidate.TargetPath, origin.ToString()) { IsRewritten = origin.IsRewritten };
        return file.Existing.State switch
        {
            ExistingSignatureState.None => found,
            ExistingSignatureState.Untrusted => found with { Signer = file.Existing.Subject ?? "an unknown signer" },
            _ => null,
        };
    }

    /// <summary>What the user must know of such files: at most one warning of each kind, which lists them all.</summary>
    public static IEnumerable<Diagnostic> Warnings(IEnumerable<ThirdPartyFile> files)
    {
        var sorted = files.OrderBy(file => file.TargetPath, StringComparer.Ordinal).ToList();
        var unsigned = sorted.FindAll(file => file.Signer is null && !file.IsRewritten);
        if (unsigned.Count > 0)
            yield return PlanDiagnostics.UnsignedThirdParty.Create(
                $"{Count(unsigned)} of other people {(unsigned.Count == 1 ? "carries" : "carry")} no signature and "
                + $"{(unsigned.Count == 1 ? "is shipped as it" : "are shipped as they")} came: {List(unsigned, WithOrigin)}.",
                "Ask their authors to sign them, or add a CodeSignFile item for each: Sign=\"true\" puts your signature on it, "
                + "Sign=\"false\" accepts it as it is, Sign=\"error\" stops the build.");

        var rewritten = sorted.FindAll(file => file.Signer is null && file.IsRewritten);
        if (rewritten.Count > 0)
            yield return PlanDiagnostics.RewrittenThirdParty.Create(
                $"{Count(rewritten)} of other people {(rewritten.Count == 1 ? "was" : "were")} trimmed or compiled by this build, "
                + $"which removes signatures, and {(rewritten.Count == 1 ? "is" : "are")} shipped unsigned: {List(rewritten, WithOrigin)}.",
                "Sign them as yours with a CodeSignFile item and a pattern (Sign=\"true\"), or accept them as they are (Sign=\"false\").");

        var unknown = sorted.FindAll(file => file.Signer is not null);
        if (unknown.Count > 0)
            yield return PlanDiagnostics.UnknownSigners.Create(
                $"{Count(unknown)} of other people {(unknown.Count == 1 ? "is" : "are")} intact, but signed under a root that is not trusted here: "
                + $"{List(unknown, file => $"{file.TargetPath} ({file.Origin}, signed by {file.Signer})")}.",
                "Add the root to CodeSignTrustedRoots if you trust it, or accept each file with a CodeSignFile item with Sign=\"false\".");
    }

    private static string Count(List<ThirdPartyFile> files) => Quantity.Of(files.Count, "file");

    private static string WithOrigin(ThirdPartyFile file) => $"{file.TargetPath} ({file.Origin})";

    private static string List(List<ThirdPartyFile> files, Func<ThirdPartyFile, string> text) => string.Join(", ", files.Select(text));
}
