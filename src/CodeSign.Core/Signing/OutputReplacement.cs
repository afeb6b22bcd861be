namespace CodeSign.Signing;

/// <summary>A build output that is to become its signed copy.</summary>
/// <param name="Target">Full path of the output, in obj or bin.</param>
/// <param name="SignedCopy">Full path of the signed copy. It stays where it is.</param>
/// <param name="UnsignedSha256">SHA-256 of the file that was signed, hexadecimal, lower case.</param>
/// <param name="SignedSha256">SHA-256 of the signed copy, hexadecimal, lower case.</param>
public sealed record OutputReplacement(string Target, string SignedCopy, string UnsignedSha256, string SignedSha256);
