using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;

namespace CodeSign.Signing;

/// <summary>Digests of entries of archives, which are streamed and never extracted.</summary>
internal static class EntryDigest
{
    private const int BufferSize = 64 * 1024;

    /// <summary>SHA-256 of an entry's content, hexadecimal, lower case.</summary>
    /// <exception cref="InvalidDataException">The entry can't be decompressed, or is longer than it says.</exception>
    public static async Task<string> Sha256Async(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using var content = await entry.OpenAsync(cancellationToken);
            var length = 0L;
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                length += read;
                if (length > entry.Length)
                    throw new InvalidDataException($"The entry {entry.FullName} is longer than it says.");
                hash.AppendData(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
