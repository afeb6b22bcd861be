using System.Buffers;
using System.Security.Cryptography;

namespace CodeSign.Signing;

/// <summary>
/// Digests of whole files, read once and never held in memory. The reading blocks: to hand small files to another thread and back
/// would take longer than to read them.
/// </summary>
public static class FileDigest
{
    private const int BufferSize = 128 * 1024;

    /// <summary>SHA-256 of a file, hexadecimal, lower case.</summary>
    public static string Sha256(string path, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Read(path, [sha256], cancellationToken);
        return Convert.ToHexStringLower(sha256.GetHashAndReset());
    }

    /// <summary>SHA-256 of a file, hexadecimal, lower case, and SHA-512, base64: as NuGet knows a package by.</summary>
    public static (string Sha256, string Sha512) Sha256AndSha512(string path, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var sha512 = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        Read(path, [sha256, sha512], cancellationToken);
        return (Convert.ToHexStringLower(sha256.GetHashAndReset()), Convert.ToBase64String(sha512.GetHashAndReset()));
    }

    private static void Read(string path, IncrementalHash[] hashes, CancellationToken cancellationToken)
    {
        using var file = SharedFile.OpenRead(path);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (int read; (read = file.Read(buffer)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var hash in hashes)
                    hash.AppendData(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
