namespace CodeSign.Verification.Containers;

/// <summary>A file, or an entry of an archive, with what verification of it found.</summary>
/// <param name="Name">The file's name; of an entry the archive's name, <c>!/</c>, and its path: <c>a.zip!/b.nupkg!/lib/x.dll</c>.</param>
/// <param name="Result">What was found.</param>
public sealed record NestedResult(string Name, VerificationResult Result)
{
    /// <summary>Whether it is a zip archive and no package: it carries no signature itself, only what is in it may.</summary>
    public bool IsPlainArchive { get; init; }
}
