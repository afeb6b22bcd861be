using System.Buffers.Binary;

namespace CodeSign.Verification.Containers;

/// <summary>
/// An entry of an archive, as its header in the central directory has it (APPNOTE.TXT 6.3, section 4.3.12), and all the bytes of the file
/// that lie from its local header to the next.
/// </summary>
internal sealed class ArchiveEntry
{
    private const int FixedSize = 46;
    private const int CrcOffset = 16;
    private const int CompressedOffset = 20;
    private const int UncompressedOffset = 24;
    private const int PlaceOffset = 42;
    private const ushort Zip64 = 1;

    private readonly byte[] _header;

    private ArchiveEntry(byte[] header)
    {
        _header = header;
        Uncompressed = Wide(UncompressedOffset);
        Compressed = Wide(CompressedOffset);
        Start = Wide(PlaceOffset);
    }

    public long Uncompressed { get; }

    public long Compressed { get; }

    /// <summary>Where its local header begins.</summary>
    public long Start { get; }

    /// <summary>Where the next entry's local header begins, or the central directory.</summary>
    public long End { get; set; }

    public uint Crc32 => BinaryPrimitives.ReadUInt32LittleEndian(_header.AsSpan(CrcOffset));

    public ushort Method => BinaryPrimitives.ReadUInt16LittleEndian(_header.AsSpan(10));

    public string Name => System.Text.Encoding.UTF8.GetString(_header, FixedSize, NameSize);

    public int HeaderSize => _header.Length;

    private int NameSize => BinaryPrimitives.ReadUInt16LittleEndian(_header.AsSpan(28));

    /// <summary>Reads the header at the beginning of some bytes.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static ArchiveEntry Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedSize || !bytes.StartsWith("PK\x01\x02"u8))
            throw new InvalidDataException("A header of the central directory is damaged.");
        var size = FixedSize + BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..])
            + BinaryPrimitives.ReadUInt16LittleEndian(bytes[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(bytes[32..]);
        return size <= bytes.Length
            ? new ArchiveEntry(bytes[..size].ToArray())
            : throw new InvalidDataException("A header of the central directory is cut off.");
    }

    /// <summary>
    /// Whether two headers say the same, but for where the entry lies and, where its content was to change, for sizes and checksum.
    /// </summary>
    public bool SaysTheSame(ArchiveEntry other, bool hasOtherContent) =>
        (hasOtherContent || Crc32 == other.Crc32 && Compressed == other.Compressed && Uncompressed == other.Uncompressed)
        && WithoutNumbers().AsSpan().SequenceEqual(other.WithoutNumbers());

    /// <summary>The header without checksum, sizes and place; what is left tells how wide those are.</summary>
    private byte[] WithoutNumbers()
    {
        var header = (byte[])_header.Clone();
        header.AsSpan(CrcOffset, 4).Clear();
        foreach (var field in (ReadOnlySpan<int>)[PlaceOffset, CompressedOffset, UncompressedOffset])
            header.AsSpan(PlaceOf(field).At, IsWide(field) ? 8 : 4).Clear();
        return header;
    }

    private long Wide(int field)
    {
        var (isWide, at) = PlaceOf(field);
        var value = isWide
            ? BinaryPrimitives.ReadInt64LittleEndian(_header.AsSpan(at))
            : BinaryPrimitives.ReadUInt32LittleEndian(_header.AsSpan(at));
        return value >= 0 ? value : throw new InvalidDataException("A size or a place is negative.");
    }

    private bool IsWide(int field) => BinaryPrimitives.ReadUInt32LittleEndian(_header.AsSpan(field)) == uint.MaxValue;

    /// <summary>Where a number is: in its field, or in the zip64 extra field (section 4.5.3), behind those that come first.</summary>
    private (bool IsWide, int At) PlaceOf(int field)
    {
        if (!IsWide(field))
            return (false, field);
        var extra = FixedSize + NameSize;
        var end = extra + BinaryPrimitives.ReadUInt16LittleEndian(_header.AsSpan(30));
        while (extra + 4 <= end && BinaryPrimitives.ReadUInt16LittleEndian(_header.AsSpan(extra)) != Zip64)
            extra += 4 + BinaryPrimitives.ReadUInt16LittleEndian(_header.AsSpan(extra + 2));
        var at = extra + 4
            + (field != UncompressedOffset && IsWide(UncompressedOffset) ? 8 : 0)
            + (field == PlaceOffset && IsWide(CompressedOffset) ? 8 : 0);
        return at + 8 <= end ? (true, at) : throw new InvalidDataException("A zip64 extra field lacks a number.");
    }
}
