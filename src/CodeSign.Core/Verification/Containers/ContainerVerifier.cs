using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using CodeSign.Verification.Content;

namespace CodeSign.Verification.Containers;

/// <summary>
/// Holds a rewritten archive against the one that it was made from: the entries that were to change have exactly the content that they
/// were to get, and everything else is byte for byte as it was. Shares nothing with what writes archives.
/// </summary>
internal sealed class ContainerVerifier : IDisposable
{
    private const int BufferSize = 1 << 18;
    private const int LocalFixedSize = 30;

    private readonly Stream _before;
    private readonly Stream _after;
    private readonly byte[] _one = ArrayPool<byte>.Shared.Rent(BufferSize);
    private readonly byte[] _other = ArrayPool<byte>.Shared.Rent(BufferSize);
    private readonly CancellationToken _cancellation;

    private ContainerVerifier(Stream before, Stream after, CancellationToken cancellationToken)
    {
        _before = before;
        _after = after;
        _cancellation = cancellationToken;
    }

    /// <summary>Compares the two.</summary>
    /// <param name="before">The archive as it came, readable and seekable.</param>
    /// <param name="after">The archive as it was written, readable and seekable.</param>
    /// <param name="changed">The entries that were to change.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What is wrong, in words, or <see langword="null"/>.</returns>
    /// <exception cref="IOException">One of them can't be read.</exception>
    public static string? Compare(Stream before, Stream after, IReadOnlyList<ExpectedEntry> changed, CancellationToken cancellationToken)
    {
        using var verifier = new ContainerVerifier(before, after, cancellationToken);
        try
        {
            return verifier.Compare(Archive.Read(before), Archive.Read(after), changed);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or OverflowException)
        {
            return e.Message;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_one);
        ArrayPool<byte>.Shared.Return(_other);
    }

    private string? Compare(Archive before, Archive after, IReadOnlyList<ExpectedEntry> changed)
    {
        if (before.Entries.Count != after.Entries.Count || !before.Order.SequenceEqual(after.Order))
            return "It has other entries, or has them in another order.";
        if (before.Order.Count > 0 && after.Entries[after.Order[0]].Start != before.Entries[before.Order[0]].Start)
            return "Its first entry begins elsewhere.";
        if (!before.End.AsSpan().SequenceEqual(after.End))
            return "Its end record or its comment differs.";

        var expected = new string?[before.Entries.Count];
        foreach (var entry in changed)
            expected[entry.Index] = entry.Sha256;
        foreach (var index in after.Order)
            if (Compare(before.Entries[index], after.Entries[index], expected[index]) is { } difference)
                return $"Its entry '{after.Entries[index].Name}' is not as planned: {difference}.";
        return null;
    }

    private string? Compare(ArchiveEntry before, ArchiveEntry after, string? sha256)
    {
        if (!after.SaysTheSame(before, hasOtherContent: sha256 is not null))
            return "its header in the central directory says something else";
        if (sha256 is not null)
            return CompareChanged(before, after, sha256);
        return before.End - before.Start == after.End - after.Start && IsSame(before, after) ? null : "its bytes differ";
    }

    private bool IsSame(ArchiveEntry before, ArchiveEntry after)
    {
        for (var (from, to) = (before.Start, after.Start); to < after.End;)
        {
            _cancellation.ThrowIfCancellationRequested();
            var size = (int)Math.Min(BufferSize, after.End - to);
            Read(_before, from, _one.AsSpan(0, size));
            Read(_after, to, _other.AsSpan(0, size));
            if (!_one.AsSpan(0, size).SequenceEqual(_other.AsSpan(0, size)))
                return false;
            from += size;
            to += size;
        }

        return true;
    }

    private string? CompareChanged(ArchiveEntry before, ArchiveEntry after, string sha256)
    {
        var (headerBefore, headerAfter) = (ReadLocal(_before, before), ReadLocal(_after, after));
        var dataStart = after.Start + headerAfter.Length;
        var behind = after.End - dataStart - after.Compressed;
        if (behind < 0 || behind != before.End - before.Start - headerBefore.Length - before.Compressed)
            return "its data descriptor has another length";
        if (!IsSameLocal(headerBefore, before, headerAfter, after))
            return "its local header says something else";
        if (behind > 0 && !IsDescriptor(after, dataStart + after.Compressed, (int)behind))
            return "its data descriptor says something else";
        return ContentDifference(after, dataStart, sha256);
    }

    /// <summary>
    /// Whether two local headers agree but for checksum and sizes. Those must be what the directory says wherever the old header had
    /// what the old directory said, and nothing where it had nothing.
    /// </summary>
    private static bool IsSameLocal(byte[] headerBefore, ArchiveEntry before, byte[] headerAfter, ArchiveEntry after)
    {
        var expected = (byte[])headerBefore.Clone();
        Renew(expected.AsSpan(14, 4), before.Crc32, after.Crc32);
        var isWide = BinaryPrimitives.ReadUInt32LittleEndian(expected.AsSpan(18)) == uint.MaxValue
            || BinaryPrimitives.ReadUInt32LittleEndian(expected.AsSpan(22)) == uint.MaxValue;
        if (!isWide)
        {
            Renew(expected.AsSpan(18, 4), before.Compressed, after.Compressed);
            Renew(expected.AsSpan(22, 4), before.Uncompressed, after.Uncompressed);
            return expected.AsSpan().SequenceEqual(headerAfter);
        }

        // The zip64 extra field of a local header has both sizes, the uncompressed one first (section 4.5.3).
        var at = LocalFixedSize + BinaryPrimitives.ReadUInt16LittleEndian(expected.AsSpan(26));
        while (at + 4 <= expected.Length && BinaryPrimitives.ReadUInt16LittleEndian(expected.AsSpan(at)) != 1)
            at += 4 + BinaryPrimitives.ReadUInt16LittleEndian(expected.AsSpan(at + 2));
        if (at + 20 > expected.Length)
            return false;
        Renew(expected.AsSpan(at + 4, 8), before.Uncompressed, after.Uncompressed);
        Renew(expected.AsSpan(at + 12, 8), before.Compressed, after.Compressed);
        return expected.AsSpan().SequenceEqual(headerAfter);
    }

    private static void Renew(Span<byte> field, long before, long after)
    {
        if (Number(field) != before)
            return;
        if (field.Length == 8)
            BinaryPrimitives.WriteInt64LittleEndian(field, after);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(field, (uint)after);
    }

    private bool IsDescriptor(ArchiveEntry entry, long offset, int size)
    {
        if (size is not (12 or 16 or 20 or 24))
            return false;
        var descriptor = FileScanner.Read(_after, ByteRange.OfLength(offset, size)).AsSpan();
        if (size is 16 or 24)
        {
            if (!descriptor.StartsWith("PK\x07\x08"u8))
                return false;
            descriptor = descriptor[4..];
        }

        var width = (descriptor.Length - 4) / 2;
        return BinaryPrimitives.ReadUInt32LittleEndian(descriptor) == entry.Crc32
            && Number(descriptor.Slice(4, width)) == entry.Compressed
            && Number(descriptor.Slice(4 + width, width)) == entry.Uncompressed;
    }

    /// <summary>A number of 32 or 64 bits.</summary>
    private static long Number(ReadOnlySpan<byte> field) =>
        field.Length == 8 ? BinaryPrimitives.ReadInt64LittleEndian(field) : BinaryPrimitives.ReadUInt32LittleEndian(field);

    private string? ContentDifference(ArchiveEntry entry, long dataStart, string sha256)
    {
        using var data = new RangeStream(_after, ByteRange.OfLength(dataStart, entry.Compressed));
        using var content = entry.Method switch
        {
            0 => (Stream)data,
            8 => new DeflateStream(data, CompressionMode.Decompress),
            _ => throw new InvalidDataException($"The entry '{entry.Name}' is compressed by method {entry.Method}."),
        };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (checksum, length) = (Crc32.Start, 0L);
        for (int read; (read = content.Read(_one)) > 0; length += read)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (length + read > entry.Uncompressed)
                return "it is longer than it says";
            hash.AppendData(_one, 0, read);
            checksum = Crc32.Append(checksum, _one.AsSpan(0, read));
        }

        if (length != entry.Uncompressed || Crc32.Finish(checksum) != entry.Crc32)
            return "it has another length or checksum than it says";
        return Convert.ToHexStringLower(hash.GetHashAndReset()) == sha256 ? null : "it has another content";
    }

    private static byte[] ReadLocal(Stream file, ArchiveEntry entry)
    {
        var start = FileScanner.Read(file, ByteRange.OfLength(entry.Start, LocalFixedSize));
        if (!start.AsSpan().StartsWith("PK\x03\x04"u8))
            throw new InvalidDataException($"The entry '{entry.Name}' has no local header.");
        var size = LocalFixedSize + BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(26))
            + BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(28));
        return FileScanner.Read(file, ByteRange.OfLength(entry.Start, size));
    }

    private static void Read(Stream file, long offset, Span<byte> bytes)
    {
        file.Position = offset;
        file.ReadExactly(bytes);
    }
}
