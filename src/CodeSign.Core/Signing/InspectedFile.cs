namespace CodeSign.Signing;

/// <summary>A file as it arrived, read once.</summary>
/// <param name="Sha256">SHA-256 of the file, hexadecimal, lower case.</param>
/// <param name="Signature">The signature that it carries.</param>
public sealed record InspectedFile(string Sha256, ExistingSignatureFacts Signature);
