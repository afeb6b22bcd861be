namespace CodeSign.TestGate.Seals;

/// <summary>A file of results or evidence as it was read.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Sha256">SHA-256 of what was read, hexadecimal, lower case.</param>
internal sealed record JudgedFile(string Path, string Sha256);
