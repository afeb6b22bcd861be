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
    public static async Task<string> Sha256Async(string path, CancellationToken cancellationToken)
    {
        await using var file = SharedFile.OpenRead(path);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (int read; (read = file.Read(buffer)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                sha256.AppendData(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(sha256.GetHashAndReset());
    }
}
