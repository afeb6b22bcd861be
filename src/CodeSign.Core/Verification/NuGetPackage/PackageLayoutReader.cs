using System.Buffers.Binary;
using CodeSign.Verification.Content;

namespace CodeSign.Verification.NuGetPackage;

/// <summary>
/// Reads a package's end record and central directory (APPNOTE.TXT 6.3, sections 4.3.12 and 4.3.16). A package that is signed is
/// never zip64 (NU3006), so zip64 is not read.
/// </summary>
internal static class PackageLayoutReader
{
    private const uint EndRecordSignature = 0x06054B50;
    private const uint CentralHeaderSignature = 0x02014B50;
    private const int EndRecordSize = 22;
    private const int CentralHeaderSize = 46;
    private const int LocalHeaderSize = 30;
    private const int MostComment = ushort.MaxValue;
    private const int MostDirectoryBytes = 64 * 1024 * 1024;

    /// <summary>Reads the directory, or reports why it can't be and gives <see langword="null"/>.</summary>
    public static PackageLayout? Read(Stream file, long length, FindingCollector findings)
    {
        var search = new ByteRange(Math.Max(0, length - EndRecordSize - MostComment), length);
        var end = FileScanner.Read(file, search);
        if (FindEndRecord(end) is not { } position)
            return Malformed(findings, "The package has no end record: it is truncated, or no zip file.");

        var endRecordStart = search.Start + position;
        var record = end.AsMemory(position);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(record.Span[10..]);
        var directory = ByteRange.OfLength(
            BinaryPrimitives.ReadUInt32LittleEndian(record.Span[16..]), BinaryPrimitives.ReadUInt32LittleEndian(record.Span[12..]));
        if (count == ushort.MaxValue || directory.Start == uint.MaxValue)
        {
            findings.Warn(FindingKind.MalformedFile, "The package is a zip64 file, which NuGet does not sign (NU3006).");
            return null;
        }

        var isWhole = BinaryPrimitives.ReadUInt32LittleEndian(record.Span[4..]) == 0
            && BinaryPrimitives.ReadUInt16LittleEndian(record.Span[8..]) == count;
        if (!isWhole || directory.End != endRecordStart || directory.End - directory.Start > MostDirectoryBytes)
        {
            return Malformed(
                findings,
                $"The package's end record at {endRecordStart} says that the directory stands at {directory.Start} to " +
                $"{directory.End}, where it can't be.");
        }

        var tail = FileScanner.Read(file, new ByteRange(directory.Start, length));
        return ReadDirectory(tail, directory, count, findings);
    }

    /// <summary>Finds the last end record, as NuGet does.</summary>
    private static int? FindEndRecord(ReadOnlySpan<byte> end)
    {
        for (var position = end.Length - EndRecordSize; position >= 0; position--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(end[position..]) == EndRecordSignature)
                return position;
        }

        return null;
    }

    private static PackageLayout? ReadDirectory(ReadOnlyMemory<byte> tail, ByteRange directory, int count, FindingCollector findings)
    {
        var entries = new List<PackageEntry>(count);
        var size = (int)(directory.End - directory.Start);
        var position = 0;
        for (var i = 0; i < count; i++)
        {
            if (ReadEntry(tail[..size], position, directory.Start) is not { } entry)
                return Malformed(findings, $"Header {i + 1} of {count} in the package's directory is malformed.");

            entries.Add(entry);
            position = (int)(entry.CentralHeader.End - directory.Start);
        }

        if (position != size)
            return Malformed(findings, $"{size - position} bytes stand between the package's directory and its end record.");
        if (entries.Exists(entry => (long)entry.LocalOffset + LocalHeaderSize + entry.Name.Length + entry.CompressedSize > directory.Start))
            return Malformed(findings, "An entry of the package is said to reach into its directory.");

        var signatures = entries.FindAll(entry => entry.IsSignature);
        if (signatures.Count > 1)
        {
            findings.Broken(FindingKind.SignatureEntryMetadata, "The package has more than one signature entry (NU3005).");
            return null;
        }

        return new PackageLayout
        {
            Entries = entries,
            Directory = directory,
            Tail = tail,
            Signature = signatures.Count == 1 ? signatures[0] : null,
        };
    }

    private static PackageEntry? ReadEntry(ReadOnlyMemory<byte> directory, int position, long directoryStart)
    {
        if (directory.Length - position < CentralHeaderSize)
            return null;

        var header = directory.Span[position..];
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != CentralHeaderSignature)
            return null;

        var nameSize = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        var extraSize = BinaryPrimitives.ReadUInt16LittleEndian(header[30..]);
        var commentSize = BinaryPrimitives.ReadUInt16LittleEndian(header[32..]);
        var size = CentralHeaderSize + nameSize + extraSize + commentSize;
        if (header.Length < size)
            return null;

        return new PackageEntry
        {
            CentralHeader = ByteRange.OfLength(directoryStart + position, size),
            VersionMadeBy = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]),
            VersionNeeded = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]),
            Flags = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]),
            Method = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]),
            Modified = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]),
            Crc32 = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]),
            CompressedSize = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]),
            UncompressedSize = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]),
            Name = directory.Slice(position + CentralHeaderSize, nameSize),
            ExtraSize = extraSize,
            CommentSize = commentSize,
            Disk = BinaryPrimitives.ReadUInt16LittleEndian(header[34..]),
            InternalAttributes = BinaryPrimitives.ReadUInt16LittleEndian(header[36..]),
            ExternalAttributes = BinaryPrimitives.ReadUInt32LittleEndian(header[38..]),
            LocalOffset = BinaryPrimitives.ReadUInt32LittleEndian(header[42..]),
        };
    }

    private static PackageLayout? Malformed(FindingCollector findings, string explanation)
    {
        findings.Broken(FindingKind.MalformedFile, explanation);
        return null;
    }
}
