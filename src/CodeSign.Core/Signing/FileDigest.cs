using System.Buffers;
using System.Security.Cryptography;

namespace CodeSign.Signing;

/// <summary>Digests of whole files, read once and never held in memory.</summary>
public static class FileDigest
{
    private const int BufferSize = 128 * 1024;

    /// <summary>SHA-256 of a file, hexadecimal, lower case.</summary>
    public static async Task<string> Sha256Async(string path, CancellationToken cancellationToken)
    {
        await using var file = SharedFile.OpenRead(path);
        return await Sha256Async(file, cancellationToken);
    }

    /// <summary>SHA-256 of a file, hexadecimal, and SHA-512, base64 as NuGet prints content hashes, in one read.</summary>
    public static async Task<(string Sha256, string Sha512)> Sha256AndSha512Async(string path, CancellationToken cancellationToken)
    {
        await using var file = SharedFile.OpenRead(path);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var sha512 = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        await ReadAsync(file, [sha256, sha512], cancellationToken);
        return (Convert.ToHexStringLower(sha256.GetHashAndReset()), Convert.ToBase64String(sha512.GetHashAndReset()));
    }

    internal static async Task<string> Sha256Async(Stream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await ReadAsync(file, [sha256], cancellationToken);
        return Convert.ToHexStringLower(sha256.GetHashAndReset());
    }

    private static async Task ReadAsync(Stream file, IncrementalHash[] hashes, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (int read; (read = await file.ReadAsync(buffer, cancellationToken)) > 0;)
                foreach (var hash in hashes)
                    hash.AppendData(buffer, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
