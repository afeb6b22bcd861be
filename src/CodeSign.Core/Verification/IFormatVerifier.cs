namespace CodeSign.Verification;

/// <summary>
/// Verification of one kind of file. A new kind is one implementation, registered in <see cref="ArtifactVerifier"/>. Safe for use by
/// several threads at once.
/// </summary>
internal interface IFormatVerifier
{
    /// <summary>A short name, as the manifest has it.</summary>
    string Name { get; }

    /// <summary>Tells by a file's first bytes whether it is, or claims to be, of this kind.</summary>
    bool Recognises(ReadOnlySpan<byte> beginning);

    /// <summary>Verifies a file, in one pass over its content.</summary>
    /// <param name="file">The file, readable and seekable.</param>
    /// <param name="options">What it is held against.</param>
    /// <param name="findings">Takes what is found about the file itself; signatures carry their own findings.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<FileVerification> VerifyAsync(
        Stream file, VerificationOptions options, FindingCollector findings, CancellationToken cancellationToken);
}
