using CodeSign.Formats.Detached;
using CodeSign.Tool.Verifying;
using CodeSign.Verification;
using CodeSign.Verification.Detached;
using CodeSign.Verification.Inspection;

namespace CodeSign.Tool.Inspecting;

/// <summary>A file, what verification came to, and what stands in its signature.</summary>
/// <param name="Verified">What verification came to.</param>
/// <param name="Contents">What stands in the signature; <see langword="null"/> where there is none that can be read.</param>
internal sealed record InspectedFile(VerifiedFile Verified, SignatureContents? Contents)
{
    private const string Archive = "zip";

    /// <summary>Looks into a file.</summary>
    public static InspectedFile From(VerifiedFile verified)
    {
        if (verified.Result is null)
            return new InspectedFile(verified, null);
        var path = verified.File.Path;
        var isBeside = verified.Result.Format == "detached" && !path.EndsWith(DetachedFormat.Extension, StringComparison.OrdinalIgnoreCase);
        using var file = new FileStream(
            isBeside ? path + DetachedFormat.Extension : path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        var isPlainArchive = verified.Result.Format == "nupkg" && SignatureBeside.SpeaksFor(verified.Result, file);
        return new InspectedFile(isPlainArchive ? AsArchive(verified, verified.Result) : verified, SignatureContentsReader.Read(file));
    }

    /// <summary>Verification takes every zip archive for a package, which it becomes by what is in it.</summary>
    private static VerifiedFile AsArchive(VerifiedFile verified, VerificationResult result) =>
        verified with { Result = result with { Format = Archive }, IsPlainArchive = true };
}
