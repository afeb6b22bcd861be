namespace CodeSign.TestGate.Seals;

/// <summary>A file that a seal covers.</summary>
/// <param name="Name">Its name, without folder: results and evidence move between machines.</param>
/// <param name="Sha256">SHA-256 of it, hexadecimal, lower case.</param>
public sealed record SealedFile(string Name, string Sha256);
