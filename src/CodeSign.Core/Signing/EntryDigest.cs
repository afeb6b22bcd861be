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
        await CopyAsync(entry, (bytes, _) =>
        {
            hash.AppendData(bytes.Span);
            return ValueTask.CompletedTask;
        }, cancellationToken);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Copies an entry's content, as long as it says it is.</summary>
    /// <exception cref="InvalidDataException">The entry can't be decompressed, or is longer than it says.</exception>
    public static Task CopyAsync(ZipArchiveEntry entry, Stream destination, CancellationToken cancellationToken) =>
        CopyAsync(entry, destination.WriteAsync, cancellationToken);

    private static async Task CopyAsync(
        ZipArchiveEntry entry, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
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
                await write(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
