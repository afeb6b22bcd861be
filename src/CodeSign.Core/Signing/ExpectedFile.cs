namespace CodeSign.Signing;

/// <summary>A signable file that a finished package may hold.</summary>
/// <param name="TargetPath">Where the plan puts it, for messages.</param>
/// <param name="Sha256">SHA-256 that it must have: of the signed copy, or of the file that is kept. Hexadecimal, lower case.</param>
/// <param name="UnsignedSha256">SHA-256 of the unsigned file that must not be in its place, or <see langword="null"/>.</param>
public sealed record ExpectedFile(string TargetPath, string Sha256, string? UnsignedSha256 = null);
