using System.Security.Cryptography;
using CodeSign.Signing;

namespace CodeSign.Build.Pack;

/// <summary>Computes the digests by which a package is known, for one that is left unsigned.</summary>
internal static class PackageDigests
{
    private const int BufferSize = 1 << 20;

    /// <summary>Reads a package that has no signature, once.</summary>
    public static async Task<PackageContentHash> OfAsync(string path, CancellationToken cancellationToken)
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

        return new PackageContentHash(Convert.ToHexStringLower(sha256.GetHashAndReset()), Convert.ToBase64String(sha512.GetHashAndReset()));
    }
}
