namespace CodeSign.Verification;

/// <summary>
/// Digests of a package as it was, or would be, without its signature. They stay when a repository adds or changes a signature.
/// </summary>
/// <param name="Sha256">SHA-256.</param>
/// <param name="Sha512">SHA-512, which NuGet calls the content hash.</param>
public sealed record PackageContentDigests(ReadOnlyMemory<byte> Sha256, ReadOnlyMemory<byte> Sha512);
