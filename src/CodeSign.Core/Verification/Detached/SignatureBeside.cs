using CodeSign.Verification.Containers;
using CodeSign.Verification.NuGetPackage;

namespace CodeSign.Verification.Detached;

/// <summary>
/// Which files a signature beside them speaks for: those that can't carry one inside. A zip archive is one of them unless it is a
/// package, whose signature belongs into it.
/// </summary>
public static class SignatureBeside
{
    /// <summary>Whether it speaks for a file.</summary>
    /// <param name="own">What was found about the file without it.</param>
    /// <param name="file">The file, readable and seekable; the position afterwards is undefined.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static bool SpeaksFor(VerificationResult own, Stream file)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(file);
        return own.Format is null || (own.Format == NuGetPackageVerifier.FormatName && IsPlainArchive(file));
    }

    /// <summary>An archive that can't be read is none: what is wrong with it is not to be passed over.</summary>
    private static bool IsPlainArchive(Stream file)
    {
        try
        {
            return !Archive.Read(file).Entries.Any(entry => PackageIdReader.MarksPackage(entry.Name));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or OverflowException)
        {
            return false;
        }
    }
}
