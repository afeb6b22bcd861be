namespace CodeSign.Verification.Containers;

/// <summary>An entry of an archive that was to change.</summary>
/// <param name="Index">Its number in the central directory, from 0.</param>
/// <param name="Sha256">SHA-256 of the content that it must have now, hexadecimal, lower case.</param>
public sealed record ExpectedEntry(int Index, string Sha256);
