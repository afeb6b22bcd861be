namespace CodeSign.Signing;

/// <summary>A signed and verified copy that waits to be moved into place.</summary>
/// <param name="Facts">What is told about it when it is in place.</param>
/// <param name="Temporary">Full path of the copy, in the destination's folder.</param>
/// <param name="ModeOfNew">The Unix mode it gets where it replaces no file.</param>
internal sealed record StagedFile(SignedFile Facts, string Temporary, UnixFileMode ModeOfNew);
