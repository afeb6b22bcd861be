using System.Buffers.Binary;
using CodeSign.Formats.Zip;

namespace CodeSign.Formats.NuGetPackage;

/// <summary>
/// The zip entry <c>.signature.p7s</c>, exactly as NuGet demands it (NU3005): stored, no flags, version 2.0, no attributes, extra
/// fields or comment.
/// </summary>
internal static class PackageSignatureEntry
{
    private const int LocalHeaderSize = 30;
    private const int CentralHeaderSize = 46;
    private const ushort Version = 20;

    /// <summary>1 January 1980, the earliest date there is: the signature says when it was made.</summary>
    private const ushort Date = 0x21;

    /// <summary>The entry's name.</summary>
    public static ReadOnlySpan<byte> Name => ".signature.p7s"u8;

    /// <summary>Whether an entry is the one that holds a package's signature.</summary>
    public static bool Is(ZipEntry entry) => entry.Name.Span.SequenceEqual(Name);

    /// <summary>The local header and the signature behind it.</summary>
    public static byte[] Local(ReadOnlySpan<byte> signature)
    {
        var entry = new byte[LocalHeaderSize + Name.Length + signature.Length];
        "PK\x03\x04"u8.CopyTo(entry);
        WriteUInt16(entry, 4, Version);
        WriteCommon(entry.AsSpan(10), signature);
        Name.CopyTo(entry.AsSpan(LocalHeaderSize));
        signature.CopyTo(entry.AsSpan(LocalHeaderSize + Name.Length));
        return entry;
    }

    /// <summary>The header in the central directory.</summary>
    public static byte[] Central(ReadOnlySpan<byte> signature, uint localOffset)
    {
        var header = new byte[CentralHeaderSize + Name.Length];
        "PK\x01\x02"u8.CopyTo(header);
        WriteUInt16(header, 4, Version);
        WriteUInt16(header, 6, Version);
        WriteCommon(header.AsSpan(12), signature);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), localOffset);
        Name.CopyTo(header.AsSpan(CentralHeaderSize));
        return header;
    }

    /// <summary>
    /// Checks an entry that is to be cut out: it must be as NuGet demands and the last of the body, so that no other entry moves.
    /// </summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static void CheckRemovable(Stream file, ZipDirectory directory, ZipEntry entry)
    {
        if (entry is not { Method: 0, Flags: 0 } || entry.CompressedSize != entry.UncompressedSize)
            throw new InvalidDataException("It is compressed, encrypted or has flags.");

        var header = new byte[LocalHeaderSize];
        file.Position = entry.LocalOffset;
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length
            || !header.AsSpan().StartsWith("PK\x03\x04"u8))
            throw new InvalidDataException("It has no local header.");

        var dataStart = entry.LocalOffset + LocalHeaderSize
            + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)) + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        if (dataStart + entry.CompressedSize != directory.Start || directory.Entries.Any(e => e.LocalOffset > entry.LocalOffset))
            throw new InvalidDataException("It is not the last entry of the package.");
    }

    /// <summary>From the time on, the same in both headers.</summary>
    private static void WriteCommon(Span<byte> fields, ReadOnlySpan<byte> signature)
    {
        WriteUInt16(fields, 2, Date);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[4..], Crc32.Of(signature));
        BinaryPrimitives.WriteInt32LittleEndian(fields[8..], signature.Length);
        BinaryPrimitives.WriteInt32LittleEndian(fields[12..], signature.Length);
        WriteUInt16(fields, 16, (ushort)Name.Length);
    }

    private static void WriteUInt16(Span<byte> fields, int at, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(fields[at..], value);
}
