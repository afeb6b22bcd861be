namespace CodeSign.Signing;

/// <summary>The digests of a file, computed by the independent reader while it verified it.</summary>
/// <param name="Sha256">SHA-256 of the file, hexadecimal, lower case.</param>
/// <param name="PackageContent">Of a package, the digests of its content without the signature; otherwise <see langword="null"/>.</param>
public sealed record VerifiedFile(string Sha256, PackageContentHash? PackageContent);
