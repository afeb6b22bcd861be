using System.Buffers.Binary;
using CodeSign.Verification.Content;

namespace CodeSign.Verification.NuGetPackage;

/// <summary>A package's directory, and the bytes from there to the file's end.</summary>
internal sealed record PackageLayout
{
    private const int CountOnDiskOffset = 8;
    private const int CountOffset = 10;
    private const int DirectorySizeOffset = 12;
    private const int DirectoryStartOffset = 16;

    public required IReadOnlyList<PackageEntry> Entries { get; init; }

    /// <summary>The central directory.</summary>
    public required ByteRange Directory { get; init; }

    /// <summary>All from the central directory on: headers, end record, comment.</summary>
    public required ReadOnlyMemory<byte> Tail { get; init; }

    /// <summary>The signature's entry, or <see langword="null"/>. There is never more than one.</summary>
    public required PackageEntry? Signature { get; init; }

    /// <summary>Where the content without the signature stops being the file's own bytes.</summary>
    public long ContentEnd => Signature?.LocalOffset ?? Directory.Start;

    /// <summary>
    /// What follows the last entry's content in the package without its signature: the directory without the signature's header, and
    /// an end record that says so.
    /// </summary>
    public byte[] UnsignedTail()
    {
        if (Signature is not { } signature)
            return Tail.ToArray();

        var headerStart = (int)(signature.CentralHeader.Start - Directory.Start);
        var headerSize = (int)(signature.CentralHeader.End - signature.CentralHeader.Start);
        byte[] tail = [.. Tail.Span[..headerStart], .. Tail.Span[(headerStart + headerSize)..]];
        var endRecord = tail.AsSpan(headerStart);
        Subtract16(endRecord[CountOnDiskOffset..], 1);
        Subtract16(endRecord[CountOffset..], 1);
        Subtract32(endRecord[DirectorySizeOffset..], (uint)headerSize);
        Subtract32(endRecord[DirectoryStartOffset..], (uint)(Directory.Start - signature.LocalOffset));
        return tail;
    }

    private static void Subtract16(Span<byte> field, ushort amount) =>
        BinaryPrimitives.WriteUInt16LittleEndian(field, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(field) - amount));

    private static void Subtract32(Span<byte> field, uint amount) =>
        BinaryPrimitives.WriteUInt32LittleEndian(field, BinaryPrimitives.ReadUInt32LittleEndian(field) - amount);
}
