using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using CodeSign.Formats.Containers;

namespace CodeSign.Signing;

/// <summary>Reads one entry of a package to its end if it is a PE or an archive; of any other it reads only the beginning.</summary>
internal static class PackageEntryReader
{
    private const int DosHeaderLength = 64;
    private const int PeOffsetPosition = 60;
    private const int BufferSize = 64 * 1024;

    /// <summary>The entry's facts if it is a PE or, where they are wanted, an archive; otherwise <see langword="null"/>.</summary>
    /// <exception cref="InvalidDataException">The entry can't be decompressed, or is longer than it says.</exception>
    public static async ValueTask<PackageEntry?> ReadAsync(ZipArchiveEntry entry, bool withArchives, CancellationToken cancellationToken)
    {
        if (entry.Length < DosHeaderLength + 4)
            return null;

        await using var content = await entry.OpenAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var read = await content.ReadAtLeastAsync(buffer, DosHeaderLength, throwOnEndOfStream: false, cancellationToken);
            if (withArchives && ContainerReader.IsName(entry.FullName) && ContainerReader.MayBe(buffer.AsSpan(0, read)))
                return await ReadToEndAsync(entry, content, buffer, read, peOffset: null, cancellationToken);
            if (read < DosHeaderLength || buffer[0] != 'M' || buffer[1] != 'Z')
                return null;
            var peOffset = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(PeOffsetPosition));
            return peOffset + 4L > entry.Length ? null : await ReadToEndAsync(entry, content, buffer, read, peOffset, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<PackageEntry?> ReadToEndAsync(
        ZipArchiveEntry entry, Stream content, byte[] buffer, int read, long? peOffset, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var signature = new byte[4];
        long length = 0;
        for (; read > 0; read = await content.ReadAsync(buffer, cancellationToken))
        {
            sha256.AppendData(buffer, 0, read);
            Overlap(buffer.AsSpan(0, read), length, signature, peOffset ?? 0);
            length += read;
            if (length > entry.Length)
                throw new InvalidDataException($"The entry {entry.FullName} is longer than it says.");
        }
        return peOffset is null || signature.AsSpan().SequenceEqual("PE\0\0"u8)
            ? new PackageEntry(entry.FullName.Replace('\\', '/'), Convert.ToHexStringLower(sha256.GetHashAndReset()), length)
            : null;
    }

    /// <summary>Takes those bytes at the PE header's place that lie in this part of the file.</summary>
    private static void Overlap(ReadOnlySpan<byte> part, long position, Span<byte> signature, long peOffset)
    {
        for (var index = 0; index < signature.Length; index++)
        {
            var at = peOffset + index - position;
            if (at >= 0 && at < part.Length)
                signature[index] = part[(int)at];
        }
    }
}
