namespace CodeSign.Signing;

/// <summary>One file to sign: where it comes from and where its signed copy goes.</summary>
/// <param name="Source">Full path of the file to sign. It is only read, unless it is the destination too.</param>
/// <param name="Destination">Full path of the signed file. Its folder is made where it does not exist; a file there is replaced.</param>
/// <param name="Profile">How it is signed.</param>
/// <param name="SourceSha256">
/// SHA-256 that the file must still have, hexadecimal, lower case, where the plan has seen it; otherwise <see langword="null"/>.
/// </param>
public sealed record SigningJob(string Source, string Destination, SigningProfile Profile, string? SourceSha256 = null)
{
    /// <summary>What is done to the entries of an archive; <see langword="null"/> for any other file.</summary>
    public ContainerWork? Container { get; init; }
}
