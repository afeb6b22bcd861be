using CodeSign.Diagnostics;

namespace CodeSign.Signing;

/// <summary>
/// Lets build outputs become their signed copies so that incremental builds don't notice: by a rename within the folder, with the
/// last-write time of the unsigned file. Nothing is written into the old file, which may be linked from elsewhere; the unsigned
/// original is kept.
/// </summary>
/// <param name="originals">Where unsigned originals are kept.</param>
/// <param name="log">Where warnings go.</param>
public sealed class OutputReplacer(UnsignedOriginals originals, IEngineLog log)
{
    /// <summary>Replaces one output. Give obj's file before bin's copy of it.</summary>
    /// <exception cref="CodeSignException">A file can't be read or written.</exception>
    public async Task<OutputReplacementResult> ReplaceAsync(OutputReplacement replacement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(replacement);
        var target = replacement.Target;
        if (!File.Exists(target))
            return OutputReplacementResult.LeftAlone;
        try
        {
            var sha256 = FileDigest.Sha256(target, cancellationToken);
            if (sha256 == replacement.SignedSha256)
                return OutputReplacementResult.Unchanged;
            if (Unsigned(replacement, sha256, cancellationToken) is not { } unsigned)
                return Changed(target);

            await originals.KeepAsync(unsigned, replacement.SignedSha256, cancellationToken);
            Move(replacement, cancellationToken);
            return OutputReplacementResult.Replaced;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return InUse(target, e);
        }
    }

    /// <summary>
    /// The unsigned form of the target, or <see langword="null"/> where it is not what was signed. A target that was signed before
    /// is never taken for unsigned, whatever the caller says was signed.
    /// </summary>
    private string? Unsigned(OutputReplacement replacement, string sha256, CancellationToken cancellationToken)
    {
        var wasSigned = sha256 == replacement.UnsignedSha256;
        if (originals.Find(sha256) is not { } original)
            return wasSigned ? replacement.Target : null;
        return wasSigned || FileDigest.Sha256(original, cancellationToken) == replacement.UnsignedSha256 ? original : null;
    }

    private static void Move(OutputReplacement replacement, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(replacement.Target)!;
        using var staging = StagingFolder.Open(folder);
        var temporary = staging.NewFile();
        Copy(replacement, temporary, cancellationToken);
        File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(replacement.Target));
        FileMover.Move(temporary, replacement.Target, staging.DefaultMode);
        FileMover.FlushFolder(folder);
    }

    private static void Copy(OutputReplacement replacement, string temporary, CancellationToken cancellationToken)
    {
        File.Copy(replacement.SignedCopy, temporary, overwrite: true);
        FileMover.FlushFile(temporary);
        if (FileDigest.Sha256(temporary, cancellationToken) != replacement.SignedSha256)
            throw StagingDiagnostics.SourceChanged.Exception(
                $"{replacement.SignedCopy} is not the signed file any more that was verified.",
                "Make sure that nothing writes to it, delete it, and pack again.", replacement.SignedCopy);
    }

    private OutputReplacementResult Changed(string target)
    {
        log.Report(StagingDiagnostics.OutputChanged.Create(
            $"{target} is not the file any more that was signed for the package, and stays as it is.",
            "Something writes to it after the build: find that step, or set CodeSignBuildOutput=false.", target));
        return OutputReplacementResult.LeftAlone;
    }

    private OutputReplacementResult InUse(string target, Exception e)
    {
        log.Report(StagingDiagnostics.OutputInUse.Create(
            $"{target} stays unsigned, because it can't be replaced: {e.Message}",
            "The package is signed all the same. End the program that holds the file, and pack again.", target));
        return OutputReplacementResult.InUse;
    }
}
