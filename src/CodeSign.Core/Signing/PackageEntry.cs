namespace CodeSign.Signing;

/// <summary>A signable file in a package, or an archive that was planned.</summary>
/// <param name="Path">Its path in the package, <c>/</c> between folders.</param>
/// <param name="Sha256">SHA-256 of its content, hexadecimal, lower case.</param>
/// <param name="Length">Its length in bytes.</param>
public sealed record PackageEntry(string Path, string Sha256, long Length);
