namespace CodeSign.Formats.NuGetPackage;

/// <summary>The digests of a package without its signature, which stay when a repository countersigns it.</summary>
/// <param name="Sha256">SHA-256, hexadecimal, lower case.</param>
/// <param name="Sha512">SHA-512, base64: what NuGet prints as the content hash and writes into lock files.</param>
public sealed record PackageContentHash(string Sha256, string Sha512)
{
    internal static PackageContentHash From(byte[] sha256, byte[] sha512) =>
        new(Convert.ToHexStringLower(sha256), Convert.ToBase64String(sha512));
}
