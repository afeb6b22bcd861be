using System.Buffers.Binary;
using CodeSign.Verification.Content;

namespace CodeSign.Verification.PortableExecutable;

/// <summary>Reads a portable executable's headers (Microsoft's PE format specification) as far as signatures depend on them.</summary>
internal static class ExecutableLayoutReader
{
    private const int PointerOffset = 0x3C;
    private const int DosHeaderSize = 0x40;
    private const int FileHeaderSize = 24; // with the signature 'PE\0\0'
    private const int SectionHeaderSize = 40;
    private const int SecurityDirectoryIndex = 4;
    private const int DirectorySize = 8;
    private const int LeastDirectories = SecurityDirectoryIndex + 1;
    private const int FirstRead = 1024; // as many as nearly all files have, to their last section
    private const int MostHeaderBytes = 8 * 1024 * 1024;

    /// <summary>Reads the headers, or reports why they can't be and gives <see langword="null"/>.</summary>
    public static ExecutableLayout? Read(Stream file, long length, FindingCollector findings)
    {
        var headers = FileScanner.Read(file, new ByteRange(0, Math.Min(length, FirstRead)));
        var needed = NeededSize(headers);
        if (needed > headers.Length && needed <= Math.Min(length, MostHeaderBytes))
        {
            headers = FileScanner.Read(file, new ByteRange(0, needed));
            needed = NeededSize(headers);
            if (needed > headers.Length && needed <= Math.Min(length, MostHeaderBytes))
            {
                // The first read ended before the file header, which says how long the rest is.
                headers = FileScanner.Read(file, new ByteRange(0, needed));
            }
        }

        if (headers.Length < needed)
        {
            findings.Broken(
                FindingKind.MalformedFile,
                $"The headers need {needed} bytes, and the file has {length}: it is truncated, or no portable executable.");
            return null;
        }

        return Read(headers, length, findings);
    }

    /// <summary>The size of all headers, as far as it can be told from what has been read.</summary>
    private static long NeededSize(ReadOnlySpan<byte> headers)
    {
        if (headers.Length < DosHeaderSize)
            return DosHeaderSize;

        long peHeader = BinaryPrimitives.ReadUInt32LittleEndian(headers[PointerOffset..]);
        if (peHeader + FileHeaderSize > headers.Length)
            return peHeader + FileHeaderSize;

        var fileHeader = headers[(int)peHeader..];
        var sections = BinaryPrimitives.ReadUInt16LittleEndian(fileHeader[6..]);
        var optionalHeaderSize = BinaryPrimitives.ReadUInt16LittleEndian(fileHeader[20..]);
        return peHeader + FileHeaderSize + optionalHeaderSize + ((long)sections * SectionHeaderSize);
    }

    private static ExecutableLayout? Read(ReadOnlySpan<byte> headers, long length, FindingCollector findings)
    {
        var peHeader = BinaryPrimitives.ReadInt32LittleEndian(headers[PointerOffset..]);
        if (peHeader < DosHeaderSize || !headers[peHeader..].StartsWith("PE\0\0"u8))
            return Malformed(findings, "The file has no PE header where its DOS header says.");

        var optionalHeader = peHeader + FileHeaderSize;
        var optionalHeaderSize = BinaryPrimitives.ReadUInt16LittleEndian(headers[(peHeader + 20)..]);
        if (optionalHeaderSize < 2)
            return Malformed(findings, "The file has no optional header.");

        var magic = BinaryPrimitives.ReadUInt16LittleEndian(headers[optionalHeader..]);
        var directories = magic switch { 0x10B => 96, 0x20B => 112, _ => 0 };
        if (directories == 0 || optionalHeaderSize < directories)
            return Malformed(findings, $"The optional header is neither PE32 nor PE32+ (magic {magic:X4}, {optionalHeaderSize} bytes).");

        var checksumField = ByteRange.OfLength(optionalHeader + 64, 4);
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(headers[(int)checksumField.Start..]);
        var directoryCount = BinaryPrimitives.ReadUInt32LittleEndian(headers[(optionalHeader + directories - 4)..]);
        var securityEntry = directories + (SecurityDirectoryIndex * DirectorySize);
        if (directoryCount < LeastDirectories)
        {
            var none = new ByteRange(optionalHeader + directories, optionalHeader + directories);
            return new ExecutableLayout(length, checksumField, checksum, none, new ByteRange(length, length));
        }

        if (optionalHeaderSize < securityEntry + DirectorySize)
            return Malformed(findings, "The data directories do not fit into the optional header.");

        var securityDirectory = ByteRange.OfLength(optionalHeader + securityEntry, DirectorySize);
        var entry = headers[(int)securityDirectory.Start..];
        var tableStart = BinaryPrimitives.ReadUInt32LittleEndian(entry);
        var tableSize = BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);
        var isSigned = tableStart != 0 || tableSize != 0;
        var table = isSigned ? ByteRange.OfLength(tableStart, tableSize) : new ByteRange(length, length);
        var sections = headers[(optionalHeader + optionalHeaderSize)..];
        var sectionCount = BinaryPrimitives.ReadUInt16LittleEndian(headers[(peHeader + 6)..]);
        var layout = new ExecutableLayout(length, checksumField, checksum, securityDirectory, table);
        var headersEnd = optionalHeader + optionalHeaderSize + (sectionCount * SectionHeaderSize);
        var isSound = (!isSigned || CheckTable(layout, headersEnd, findings)) && CheckSections(sections, sectionCount, layout, findings);
        return isSound ? layout : null;
    }

    private static bool CheckTable(ExecutableLayout layout, long headersEnd, FindingCollector findings)
    {
        var (start, end) = layout.CertificateTable;
        if (start == end || start < headersEnd || start % 8 != 0 || end > layout.Length)
        {
            findings.Broken(
                FindingKind.MalformedFile,
                $"The certificate table is said to stand at {start} to {end} of {layout.Length} bytes, where it can't be: the " +
                "file is truncated or was changed.");
            return false;
        }

        if (end < layout.Length)
        {
            findings.Broken(
                FindingKind.HiddenData, $"{layout.Length - end} bytes stand behind the certificate table, where no signature covers them.");
        }

        return true;
    }

    private static bool CheckSections(ReadOnlySpan<byte> sections, int count, ExecutableLayout layout, FindingCollector findings)
    {
        for (var i = 0; i < count; i++)
        {
            var header = sections[(i * SectionHeaderSize)..];
            long size = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]);
            long start = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
            if (size == 0 || start == 0 || start + size <= layout.CertificateTable.Start)
                continue;

            findings.Broken(
                FindingKind.MalformedFile,
                $"Section {i + 1} is said to stand at {start} to {start + size}, beyond what a signature can cover " +
                $"({layout.CertificateTable.Start}): the file is truncated or was changed.");
            return false;
        }

        return true;
    }

    private static ExecutableLayout? Malformed(FindingCollector findings, string explanation)
    {
        findings.Broken(FindingKind.MalformedFile, explanation);
        return null;
    }
}
