using System.Buffers.Binary;
using CodeSign.Verification.Content;

namespace CodeSign.Verification.Containers;

/// <summary>A zip archive as its central directory describes it (APPNOTE.TXT 6.3, sections 4.3.12 to 4.3.16).</summary>
internal sealed class Archive
{
    private const int EndRecordSize = 22;
    private const int LocatorSize = 20;
    private const int Zip64RecordSize = 56;
    private const int MostDirectoryBytes = 64 << 20;

    /// <summary>The entries, as the directory has them.</summary>
    public required IReadOnlyList<ArchiveEntry> Entries { get; init; }

    /// <summary>The numbers of the entries, as they follow one another in the file.</summary>
    public required IReadOnlyList<int> Order { get; init; }

    /// <summary>What follows the directory: the zip64 records and the end record, without the places that they name.</summary>
    public required byte[] End { get; init; }

    /// <summary>Reads an archive's directory.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="EndOfStreamException">The file ends too soon.</exception>
    public static Archive Read(Stream file)
    {
        var tail = FileScanner.Read(file, new ByteRange(Math.Max(0, file.Length - EndRecordSize - ushort.MaxValue), file.Length));
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || tail.Length - at < EndRecordSize)
            throw new InvalidDataException("There is no end record.");

        var record = tail.AsSpan(at);
        var recordStart = file.Length - record.Length;
        long size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        var wide = ReadWide(file, recordStart);
        if (wide is not null)
        {
            size = BinaryPrimitives.ReadInt64LittleEndian(wide.AsSpan(40));
            start = BinaryPrimitives.ReadInt64LittleEndian(wide.AsSpan(48));
        }

        if (size is < 0 or > MostDirectoryBytes || start < 0 || start > recordStart - size || recordStart - start - size > MostDirectoryBytes)
            throw new InvalidDataException("The central directory lies outside of the file.");

        var directory = FileScanner.Read(file, ByteRange.OfLength(start, size));
        var entries = new List<ArchiveEntry>();
        for (var position = 0; position < directory.Length; position += entries[^1].HeaderSize)
            entries.Add(ArchiveEntry.Read(directory.AsSpan(position)));
        return new Archive
        {
            Entries = entries,
            Order = InOrder(entries, start),
            End = WithoutPlaces(FileScanner.Read(file, new ByteRange(start + size, file.Length)), record.Length, wide is not null),
        };
    }

    private static byte[]? ReadWide(Stream file, long recordStart)
    {
        if (recordStart < LocatorSize + Zip64RecordSize)
            return null;
        var locator = FileScanner.Read(file, ByteRange.OfLength(recordStart - LocatorSize, LocatorSize));
        if (!locator.AsSpan().StartsWith("PK\x06\x07"u8))
            return null;
        var place = BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8));
        if (place < 0 || place > recordStart - LocatorSize - Zip64RecordSize)
            throw new InvalidDataException("The zip64 end record lies outside of the file.");
        var wide = FileScanner.Read(file, ByteRange.OfLength(place, Zip64RecordSize));
        return wide.AsSpan().StartsWith("PK\x06\x06"u8) ? wide : throw new InvalidDataException("There is no zip64 end record.");
    }

    /// <summary>Gives every entry its end, and the order that they have in the file.</summary>
    private static int[] InOrder(List<ArchiveEntry> entries, long directoryStart)
    {
        var order = new int[entries.Count];
        for (var index = 0; index < order.Length; index++)
            order[index] = index;
        Array.Sort(order, (a, b) => entries[a].Start.CompareTo(entries[b].Start));
        for (var number = 0; number < order.Length; number++)
            entries[order[number]].End = number + 1 < order.Length ? entries[order[number + 1]].Start : directoryStart;
        return order;
    }

    private static byte[] WithoutPlaces(byte[] end, int endRecordSize, bool isWide)
    {
        var record = end.AsSpan(end.Length - endRecordSize);
        if (BinaryPrimitives.ReadUInt32LittleEndian(record[16..]) != uint.MaxValue)
            record.Slice(16, 4).Clear();
        if (isWide)
        {
            end.AsSpan(48, 8).Clear();
            end.AsSpan(end.Length - endRecordSize - LocatorSize + 8, 8).Clear();
        }

        return end;
    }
}
