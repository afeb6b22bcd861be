using System.Security.Cryptography;

namespace CodeSign.Build.Pack;

/// <summary>The digests of a package without its signature, by which it is known after nuget.org has countersigned it.</summary>
/// <param name="Sha256">SHA-256, hexadecimal, lower case.</param>
/// <param name="Sha512">SHA-512, base64: NuGet's content hash.</param>
internal sealed record PackageDigests(string Sha256, string Sha512)
{
    private const int BufferSize = 1 << 20;

    /// <summary>Reads a package that has no signature yet, once.</summary>
    public static async Task<PackageDigests> OfAsync(string path, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var sha512 = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        var buffer = new byte[BufferSize];
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        while (await file.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            sha256.AppendData(buffer, 0, read);
            sha512.AppendData(buffer, 0, read);
        }

        return new PackageDigests(Convert.ToHexStringLower(sha256.GetHashAndReset()), Convert.ToBase64String(sha512.GetHashAndReset()));
    }
}
