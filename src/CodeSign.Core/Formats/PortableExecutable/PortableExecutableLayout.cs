using System.Buffers.Binary;
using CodeSign.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace CodeSign.Formats.PortableExecutable;

/// <summary>
/// Where in a PE file (the "PE Format" specification) the things lie that a signature touches. A file has a layout only when its
/// headers, sections and certificate table lie within it and do not overlap. Machine and alignments are of no concern: .NET uses
/// values that the specification does not list.
/// </summary>
/// <param name="FileLength">The file's length.</param>
/// <param name="ChecksumOffset">Where the 4 bytes of CheckSum are.</param>
/// <param name="DirectoryEntryOffset">Where the 8 bytes of the data directory's entry for the certificate table are.</param>
/// <param name="Table">The certificate table; empty, at the end of the file, where there is none.</param>
internal sealed record PortableExecutableLayout(long FileLength, long ChecksumOffset, long DirectoryEntryOffset, FileRange Table)
{
    /// <summary>The size of the DOS header, which ends with e_lfanew.</summary>
    public const int DosHeaderSize = 64;

    private const int SignatureAndFileHeaderSize = 24;
    private const int SectionHeaderSize = 40;
    private const int CertificateTableIndex = 4;
    private const ushort Pe32Magic = 0x10B;
    private const ushort Pe32PlusMagic = 0x20B;

    /// <summary>Whether there is a certificate table.</summary>
    public bool IsSigned => Table.End > Table.Start;

    /// <summary>
    /// The stretches that an Authenticode digest covers: all before the certificate table but CheckSum and the table's directory
    /// entry.
    /// </summary>
    public FileRange[] DigestedRanges =>
    [
        new(0, ChecksumOffset),
        new(ChecksumOffset + sizeof(uint), DirectoryEntryOffset),
        new(DirectoryEntryOffset + sizeof(ulong), Table.Start),
    ];

    /// <summary>
    /// The zeros that the digest covers after these stretches: they fill the file, as it will be when it is signed, up to where the table
    /// begins.
    /// </summary>
    public byte[] DigestedPadding => new byte[(int)(-Table.Start & 7)];

    /// <summary>Tells whether bytes are the start of a DOS header, and where it says that the PE header is.</summary>
    public static bool TryFindHeader(ReadOnlySpan<byte> dosHeader, out uint headerOffset)
    {
        headerOffset = 0;
        if (dosHeader.Length < DosHeaderSize || !dosHeader.StartsWith("MZ"u8))
            return false;

        headerOffset = BinaryPrimitives.ReadUInt32LittleEndian(dosHeader[60..]);
        return headerOffset >= DosHeaderSize;
    }

    /// <summary>Reads the layout of a file, a few hundred bytes of it.</summary>
    /// <exception cref="CodeSignException">The file has none, or is too large.</exception>
    public static PortableExecutableLayout Read(SafeFileHandle file, string path)
    {
        var length = RandomAccess.GetLength(file);
        if (length > uint.MaxValue)
            throw TooLarge(path, length);

        Span<byte> dosHeader = stackalloc byte[DosHeaderSize];
        if (RandomAccess.Read(file, dosHeader, 0) < DosHeaderSize || !TryFindHeader(dosHeader, out var headerOffset))
            throw Malformed(path, "It does not begin with a DOS header that leads to a PE header.");

        Span<byte> fileHeader = stackalloc byte[SignatureAndFileHeaderSize];
        ReadAt(file, fileHeader, headerOffset, length, path, "the PE header");
        if (!fileHeader.StartsWith("PE\0\0"u8))
            throw Malformed(path, $"There is no PE header at offset {headerOffset}, where the DOS header says it is.");

        var sections = BinaryPrimitives.ReadUInt16LittleEndian(fileHeader[6..]);
        var optionalHeaderSize = BinaryPrimitives.ReadUInt16LittleEndian(fileHeader[20..]);
        var optionalHeaderOffset = (long)headerOffset + SignatureAndFileHeaderSize;
        Span<byte> optionalHeader = new byte[optionalHeaderSize];
        ReadAt(file, optionalHeader, optionalHeaderOffset, length, path, "the optional header");
        var directoryOffset = FindCertificateEntry(optionalHeader, path);

        var contentEnd = Math.Max(
            EndOfHeaders(optionalHeader, length, path),
            EndOfSections(file, optionalHeaderOffset + optionalHeaderSize, sections, length, path));
        var table = ReadTable(optionalHeader.Slice(directoryOffset, sizeof(ulong)), contentEnd, length, path);
        return new PortableExecutableLayout(length, optionalHeaderOffset + 64, optionalHeaderOffset + directoryOffset, table);
    }

    /// <summary>The refusal of a file that would not fit into the format's 32-bit offsets.</summary>
    internal static CodeSignException TooLarge(string path, long length) => PortableExecutableDiagnostics.TooLarge.Exception(
        $"The file would be {length} bytes long; the offsets in a PE file reach to {uint.MaxValue}.",
        "Leave the file unsigned, or move its resources into a file of their own.", path);

    private static int FindCertificateEntry(ReadOnlySpan<byte> optionalHeader, string path)
    {
        if (optionalHeader.Length < sizeof(ushort))
            throw Malformed(path, "It has no optional header.");

        var magic = BinaryPrimitives.ReadUInt16LittleEndian(optionalHeader);
        var directories = magic switch
        {
            Pe32Magic => 96,
            Pe32PlusMagic => 112,
            _ => throw Malformed(path, $"The optional header's magic number is 0x{magic:X}: neither PE32 nor PE32+."),
        };
        if (optionalHeader.Length < directories)
            throw Malformed(path, $"The optional header is {optionalHeader.Length} bytes long, too short for its kind.");

        var count = BinaryPrimitives.ReadUInt32LittleEndian(optionalHeader[(directories - 4)..]);
        if (count <= CertificateTableIndex)
        {
            throw PortableExecutableDiagnostics.NoRoomForSignature.Exception(
                $"The file's data directory has {count} entries; the certificate table is the fifth.",
                "Build the file with a linker that writes all 16 data directories.", path);
        }

        var entry = directories + (CertificateTableIndex * sizeof(ulong));
        return entry + sizeof(ulong) <= optionalHeader.Length
            ? entry
            : throw Malformed(path, $"The optional header is {optionalHeader.Length} bytes long, too short for {count} data directories.");
    }

    private static long EndOfHeaders(ReadOnlySpan<byte> optionalHeader, long length, string path)
    {
        var size = BinaryPrimitives.ReadUInt32LittleEndian(optionalHeader[60..]);
        return size <= length ? size : throw Truncated(path, "the headers", size, length);
    }

    private static long EndOfSections(SafeFileHandle file, long offset, int count, long length, string path)
    {
        var headers = new byte[count * SectionHeaderSize];
        ReadAt(file, headers, offset, length, path, "the section headers");

        var end = offset + headers.Length;
        for (var i = 0; i < count; i++)
        {
            var header = headers.AsSpan(i * SectionHeaderSize, SectionHeaderSize);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]);
            var start = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
            if (start == 0 || size == 0)
                continue;
            if ((long)start + size > length)
                throw Truncated(path, $"section {i + 1} of {count}", (long)start + size, length);
            end = Math.Max(end, (long)start + size);
        }

        return end;
    }

    private static FileRange ReadTable(ReadOnlySpan<byte> entry, long contentEnd, long length, string path)
    {
        // The one directory entry that holds a file offset and no address.
        var start = BinaryPrimitives.ReadUInt32LittleEndian(entry);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);
        if (start == 0 && size == 0)
            return new FileRange(length, length);

        var end = (long)start + size;
        if (start == 0 || size == 0)
            throw MalformedTable(path, $"Its directory entry has offset {start} and size {size}: one of them is zero.");
        if (start % 8 != 0)
            throw MalformedTable(path, $"It begins at offset {start}, not a multiple of 8.");
        if (start < contentEnd)
            throw MalformedTable(path, $"It begins at offset {start}, within headers or sections, which end at {contentEnd}.");
        if (end > length)
            throw MalformedTable(path, $"It ends at offset {end}, beyond the end of the file at {length}.");
        if (end < length)
        {
            throw PortableExecutableDiagnostics.DataBehindCertificateTable.Exception(
                $"{length - end} bytes follow the certificate table, which must be last: no signature covers them.",
                "Find out what added them, and sign the file as it was built.", path);
        }

        return new FileRange(start, end);
    }

    private static void ReadAt(SafeFileHandle file, Span<byte> buffer, long offset, long length, string path, string what)
    {
        if (offset + buffer.Length > length)
            throw Truncated(path, what, offset + buffer.Length, length);

        while (!buffer.IsEmpty)
        {
            var read = RandomAccess.Read(file, buffer, offset);
            if (read == 0)
                throw Truncated(path, what, offset + buffer.Length, offset);
            buffer = buffer[read..];
            offset += read;
        }
    }

    private static CodeSignException Malformed(string path, string cause) =>
        PortableExecutableDiagnostics.Malformed.Exception(
            cause, "Build the file again; it is not a PE file that Windows would load.", path);

    private static CodeSignException Truncated(string path, string what, long end, long length) =>
        PortableExecutableDiagnostics.Truncated.Exception(
            $"The file ends at offset {length}, but {what} should reach to offset {end}.",
            "Build or download the file again; it is not whole.", path);

    private static CodeSignException MalformedTable(string path, string cause) =>
        PortableExecutableDiagnostics.MalformedCertificateTable.Exception(
            $"The certificate table is malformed. {cause}",
            "Sign the file as it was built, before anything else changed it.", path);
}
