using System.Buffers.Binary;

namespace CodeSign.Formats.Zip;

/// <summary>
/// The end of a zip archive (APPNOTE, sections 4.3.12 to 4.3.16): its central directory and the record behind it, kept byte for
/// byte. Everything before it is the body.
/// </summary>
/// <param name="Start">Where the central directory begins, and the body ends.</param>
/// <param name="Central">The central directory.</param>
/// <param name="Zip64Record">What is between the two: the zip64 record and its locator, or nothing.</param>
/// <param name="EndRecord">The end of central directory record with its comment, the last bytes of the file.</param>
/// <param name="Entries">The headers in the central directory.</param>
/// <param name="IsZip64">Whether the archive has any part of the zip64 extension.</param>
internal sealed record ZipDirectory(
    long Start, ReadOnlyMemory<byte> Central, ReadOnlyMemory<byte> Zip64Record, ReadOnlyMemory<byte> EndRecord,
    IReadOnlyList<ZipEntry> Entries, bool IsZip64)
{
    /// <summary>The largest central directory that is read: 1 KB for each of the entries that NuGet allows.</summary>
    public const int MaximumSize = 64 << 20;

    /// <summary>The fixed part of a header in the central directory, bytes.</summary>
    public const int HeaderSize = 46;

    private const int EndRecordSize = 22;
    private const int Zip64LocatorSize = 20;
    private const int Zip64EndRecordSize = 56;
    private const int MaximumZip64Record = 1 << 20;

    /// <summary>Reads the end of an archive.</summary>
    /// <exception cref="InvalidDataException">The file is no archive, or a damaged or ambiguous one; the message says how.</exception>
    public static ZipDirectory Read(Stream file)
    {
        var endRecord = FindEndRecord(file);
        var span = endRecord.Span;
        var endRecordStart = file.Length - endRecord.Length;
        var end = endRecordStart;
        var (disk, startDisk) = (ReadUInt16(span, 4), ReadUInt16(span, 6));
        var (entriesOnDisk, entries) = ((long)ReadUInt16(span, 8), (long)ReadUInt16(span, 10));
        var (size, start) = ((long)ReadUInt32(span, 12), (long)ReadUInt32(span, 16));
        var isZip64 = TryReadZip64(file, endRecord.Span, ref entries, ref size, ref start, ref end);

        if (!isZip64 && (disk != 0 || startDisk != 0 || entriesOnDisk != entries))
            throw new InvalidDataException("It is one of several parts of an archive.");
        if (start < 0 || size < 0 || start > end || size != end - start)
            throw new InvalidDataException($"Its central directory of {size} bytes at offset {start} does not end at {end}.");
        if (size > MaximumSize)
            throw new InvalidDataException($"Its central directory is {size} bytes long, more than the {MaximumSize} that are read.");

        if (endRecordStart - end > MaximumZip64Record)
            throw new InvalidDataException("Its zip64 end of central directory record is far too long.");

        var central = new byte[size];
        file.Position = start;
        file.ReadExactly(central);
        var zip64 = new byte[endRecordStart - end];
        file.ReadExactly(zip64);
        var headers = ReadEntries(central, start);
        if (headers.Count != entries)
            throw new InvalidDataException($"Its central directory has {headers.Count} entries, where {entries} should be.");
        return new ZipDirectory(start, central, zip64, endRecord, headers, isZip64 || headers.Exists(e => e.IsZip64));
    }

    private static ReadOnlyMemory<byte> FindEndRecord(Stream file)
    {
        var tail = new byte[Math.Min(file.Length, EndRecordSize + ushort.MaxValue)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);

        // The last one counts, as for every reader of archives.
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || tail.Length - at < EndRecordSize)
            throw new InvalidDataException("It has no end of central directory record.");

        var comment = ReadUInt16(tail.AsSpan(at), 20);
        var behind = tail.Length - at - EndRecordSize;
        return behind == comment
            ? tail.AsMemory(at)
            : throw new InvalidDataException($"{behind} bytes follow the end of central directory record, whose comment has {comment}.");
    }

    private static bool TryReadZip64(
        Stream file, ReadOnlySpan<byte> endRecord, ref long entries, ref long size, ref long start, ref long end)
    {
        var endRecordStart = end;
        Span<byte> locator = stackalloc byte[Zip64LocatorSize];
        if (endRecordStart < Zip64LocatorSize + Zip64EndRecordSize)
            return false;

        file.Position = endRecordStart - Zip64LocatorSize;
        file.ReadExactly(locator);
        if (!locator.StartsWith("PK\x06\x07"u8))
            return false;

        var recordStart = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        if (recordStart < 0 || recordStart > endRecordStart - Zip64LocatorSize - Zip64EndRecordSize)
            throw new InvalidDataException("Its zip64 end of central directory record lies outside of the file.");

        Span<byte> record = stackalloc byte[Zip64EndRecordSize];
        file.Position = recordStart;
        file.ReadExactly(record);
        if (!record.StartsWith("PK\x06\x06"u8))
            throw new InvalidDataException("It has no zip64 end of central directory record where its locator points.");

        entries = BinaryPrimitives.ReadInt64LittleEndian(record[32..]);
        size = BinaryPrimitives.ReadInt64LittleEndian(record[40..]);
        start = BinaryPrimitives.ReadInt64LittleEndian(record[48..]);
        end = recordStart;
        if (!Agrees(ReadUInt16(endRecord, 10), ushort.MaxValue, entries) || !Agrees(ReadUInt32(endRecord, 12), uint.MaxValue, size)
            || !Agrees(ReadUInt32(endRecord, 16), uint.MaxValue, start))
            throw new InvalidDataException("Its two end of central directory records contradict each other.");
        return true;
    }

    /// <summary>Readers differ in which record they believe, so both must say the same, or the old one nothing.</summary>
    private static bool Agrees(uint narrow, uint nothing, long wide) => narrow == nothing || narrow == wide;

    private static List<ZipEntry> ReadEntries(ReadOnlyMemory<byte> central, long start)
    {
        var entries = new List<ZipEntry>();
        for (var at = 0; at < central.Length;)
        {
            var header = central.Span[at..];
            if (header.Length < HeaderSize || !header.StartsWith("PK\x01\x02"u8))
                throw new InvalidDataException($"Header {entries.Count + 1} of its central directory is damaged.");

            var (name, extra, comment) = (ReadUInt16(header, 28), ReadUInt16(header, 30), ReadUInt16(header, 32));
            var length = HeaderSize + name + extra + comment;
            if (length > header.Length)
                throw new InvalidDataException($"Header {entries.Count + 1} of its central directory is cut off.");

            var fields = HeaderSize + name;
            var entry = ReadEntry(header[..length], at, central.Slice(at + HeaderSize, name), fields..(fields + extra));
            if (entry.LocalOffset >= start)
                throw new InvalidDataException($"Entry {entries.Count + 1} is at offset {entry.LocalOffset}, behind the archive's body.");

            entries.Add(entry);
            at += length;
        }

        return entries;
    }

    private static ZipEntry ReadEntry(ReadOnlySpan<byte> header, int at, ReadOnlyMemory<byte> name, Range extra) => new(
        at..(at + header.Length), name, ReadUInt16(header, 8), ReadUInt16(header, 10), ReadUInt32(header, 16),
        Zip64Values.Read(header, extra, Zip64Values.Central, Zip64Values.CompressedSize),
        Zip64Values.Read(header, extra, Zip64Values.Central, Zip64Values.UncompressedSize),
        Zip64Values.Read(header, extra, Zip64Values.Central, Zip64Values.LocalOffset),
        Zip64Values.HasExtraField(header, extra));

    private static ushort ReadUInt16(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt16LittleEndian(data[at..]);

    private static uint ReadUInt32(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt32LittleEndian(data[at..]);
}
