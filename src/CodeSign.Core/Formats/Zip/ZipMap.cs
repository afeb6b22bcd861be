using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace CodeSign.Formats.Zip;

/// <summary>
/// Where everything in an archive is. Readers of archives differ in what they believe, so an archive is only taken where all of them see
/// the same: each byte belongs to one entry, each local header says what the central directory says, and each name leads to one place
/// below the folder that the archive is unpacked to.
/// </summary>
internal sealed class ZipMap
{
    private const int LocalHeaderSize = 30;

    private ZipMap(ZipDirectory directory, ZipEntryPlace[] places, ZipEntryPlace[] inOrder)
    {
        Directory = directory;
        Places = places;
        InOrder = inOrder;
    }

    /// <summary>The end of the archive.</summary>
    public ZipDirectory Directory { get; }

    /// <summary>The entries, as the central directory has them.</summary>
    public IReadOnlyList<ZipEntryPlace> Places { get; }

    /// <summary>The entries, as they follow one another in the file.</summary>
    public IReadOnlyList<ZipEntryPlace> InOrder { get; }

    /// <summary>Reads the directory and all local headers.</summary>
    /// <exception cref="InvalidDataException">The archive is damaged or ambiguous, or has a name that leads astray.</exception>
    /// <exception cref="EndOfStreamException">The file ends before it should.</exception>
    public static ZipMap Read(FileStream file)
    {
        var directory = ZipDirectory.Read(file);
        ZipNames.Check(directory.Entries);

        var order = new int[directory.Entries.Count];
        for (var index = 0; index < order.Length; index++)
            order[index] = index;
        Array.Sort(order, (a, b) => directory.Entries[a].LocalOffset.CompareTo(directory.Entries[b].LocalOffset));

        var places = new ZipEntryPlace[order.Length];
        var inOrder = new ZipEntryPlace[order.Length];
        var end = 0L;
        for (var number = 0; number < order.Length; number++)
        {
            var entry = directory.Entries[order[number]];
            var next = number + 1 < order.Length ? directory.Entries[order[number + 1]].LocalOffset : directory.Start;
            if (entry.LocalOffset != end)
                throw new InvalidDataException($"{entry.LocalOffset - end} bytes before its entry '{entry.Path}' belong to no entry.");
            var place = Locate(file.SafeFileHandle, order[number], entry, next);
            places[order[number]] = inOrder[number] = place;
            end = place.End;
        }

        return end == directory.Start
            ? new ZipMap(directory, places, inOrder)
            : throw new InvalidDataException($"{directory.Start - end} bytes before its central directory belong to no entry.");
    }

    /// <summary>Where in a local header its extra fields are.</summary>
    public static Range ExtraOf(ReadOnlySpan<byte> localHeader)
    {
        var start = LocalHeaderSize + BinaryPrimitives.ReadUInt16LittleEndian(localHeader[26..]);
        return start..(start + BinaryPrimitives.ReadUInt16LittleEndian(localHeader[28..]));
    }

    private static ZipEntryPlace Locate(SafeFileHandle file, int index, ZipEntry entry, long next)
    {
        var header = ReadLocalHeader(file, entry, next);
        var contradiction = Contradiction(header, entry);
        if (contradiction is not null)
            throw new InvalidDataException($"Its entry '{entry.Path}' contradicts the central directory: {contradiction}.");

        var dataStart = entry.LocalOffset + header.Length;
        var left = next - dataStart - entry.CompressedSize;
        if (left < 0)
            throw new InvalidDataException($"Its entry '{entry.Path}' overlaps what follows it.");
        if (left == 0 && entry.CompressedSize > 0 && entry.HasDataDescriptor && IsDeferred(header))
            throw new InvalidDataException($"Its entry '{entry.Path}' has no data descriptor.");
        if (left > 0 && !(entry.HasDataDescriptor && IsDescriptor(file, entry, dataStart + entry.CompressedSize, left)))
            throw new InvalidDataException($"{left} bytes behind its entry '{entry.Path}' belong to no entry.");
        return new ZipEntryPlace(index, entry, dataStart, (int)left);
    }

    private static byte[] ReadLocalHeader(SafeFileHandle file, ZipEntry entry, long next)
    {
        Span<byte> fixedPart = stackalloc byte[LocalHeaderSize];
        if (entry.LocalOffset + LocalHeaderSize > next)
            throw new InvalidDataException($"Its entry '{entry.Path}' overlaps what follows it.");
        ChunkedReader.ReadExactly(file, fixedPart, entry.LocalOffset);
        if (!fixedPart.StartsWith("PK\x03\x04"u8))
            throw new InvalidDataException($"Its entry '{entry.Path}' has no local header.");

        var header = new byte[ExtraOf(fixedPart).End.Value];
        if (entry.LocalOffset + header.Length > next)
            throw new InvalidDataException($"Its entry '{entry.Path}' overlaps what follows it.");
        ChunkedReader.ReadExactly(file, header, entry.LocalOffset);
        return header;
    }

    private static string? Contradiction(ReadOnlySpan<byte> header, ZipEntry entry)
    {
        var extra = ExtraOf(header);
        if (!header[LocalHeaderSize..extra.Start].SequenceEqual(entry.Name.Span))
            return "its name is another";
        if (BinaryPrimitives.ReadUInt16LittleEndian(header[6..]) != entry.Flags
            || BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) != entry.Method)
            return "its flags or compression method are others";
        if (entry.HasDataDescriptor && IsDeferred(header))
            return null;
        return BinaryPrimitives.ReadUInt32LittleEndian(header[14..]) != entry.Crc32
            || Zip64Values.Read(header, extra, Zip64Values.Local, Zip64Values.CompressedSize) != entry.CompressedSize
            || Zip64Values.Read(header, extra, Zip64Values.Local, Zip64Values.UncompressedSize) != entry.UncompressedSize
            ? "its sizes or checksum are others"
            : null;
    }

    /// <summary>Whether a local header leaves checksum and sizes to the data descriptor.</summary>
    public static bool IsDeferred(ReadOnlySpan<byte> localHeader)
    {
        var extra = ExtraOf(localHeader);
        return BinaryPrimitives.ReadUInt32LittleEndian(localHeader[14..]) == 0
            && Zip64Values.Read(localHeader, extra, Zip64Values.Local, Zip64Values.CompressedSize) == 0
            && Zip64Values.Read(localHeader, extra, Zip64Values.Local, Zip64Values.UncompressedSize) == 0;
    }

    private static bool IsDescriptor(SafeFileHandle file, ZipEntry entry, long offset, long length)
    {
        Span<byte> descriptor = stackalloc byte[ZipDataDescriptor.MaximumLength];
        Span<byte> expected = stackalloc byte[ZipDataDescriptor.MaximumLength];
        if (!ZipDataDescriptor.IsLength(length))
            return false;
        descriptor = descriptor[..(int)length];
        expected = expected[..(int)length];
        ChunkedReader.ReadExactly(file, descriptor, offset);
        ZipDataDescriptor.Write(expected, entry.Crc32, entry.CompressedSize, entry.UncompressedSize);
        return descriptor.SequenceEqual(expected);
    }
}
