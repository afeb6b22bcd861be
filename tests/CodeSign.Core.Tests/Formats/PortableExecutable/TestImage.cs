using System.Buffers.Binary;

namespace CodeSign.Core.Tests.Formats.PortableExecutable;

/// <summary>A minimal PE file, made by hand so that each test can get one thing in it wrong.</summary>
internal sealed record TestImage
{
    public const int HeadersSize = 0x400;

    /// <summary>PE32+ rather than PE32.</summary>
    public bool Plus { get; init; }

    /// <summary>Where the PE header is; odd places are allowed by the format.</summary>
    public int HeaderOffset { get; init; } = 0x80;

    /// <summary>The size of the only section.</summary>
    public int SectionSize { get; init; } = 0x200;

    /// <summary>Bytes behind the section that no header tells of.</summary>
    public int Overlay { get; init; }

    /// <summary>What NumberOfRvaAndSizes says.</summary>
    public uint Directories { get; init; } = 16;

    public int ChecksumOffset => HeaderOffset + 88;

    public int DirectoryEntryOffset => HeaderOffset + (Plus ? 168 : 152);

    public int SectionHeaderOffset => HeaderOffset + 24 + OptionalHeaderSize;

    private int OptionalHeaderSize => (Plus ? 112 : 96) + (16 * 8);

    public byte[] Build()
    {
        var image = new byte[HeadersSize + SectionSize + Overlay];
        new Random(image.Length).NextBytes(image.AsSpan(HeadersSize));
        "MZ"u8.CopyTo(image);
        Put32(image, 60, (uint)HeaderOffset);
        "PE\0\0"u8.CopyTo(image.AsSpan(HeaderOffset));
        Put16(image, HeaderOffset + 4, Plus ? (ushort)0x8664 : (ushort)0x14C);
        Put16(image, HeaderOffset + 6, 1);
        Put16(image, HeaderOffset + 20, (ushort)OptionalHeaderSize);
        Put16(image, HeaderOffset + 22, 0x2022);

        var optional = HeaderOffset + 24;
        Put16(image, optional, Plus ? (ushort)0x20B : (ushort)0x10B);
        Put32(image, optional + 32, 0x1000);
        Put32(image, optional + 36, 0x200);
        Put32(image, optional + 56, 0x2000);
        Put32(image, optional + 60, HeadersSize);
        Put32(image, optional + (Plus ? 108 : 92), Directories);

        ".data"u8.CopyTo(image.AsSpan(SectionHeaderOffset));
        Put32(image, SectionHeaderOffset + 16, (uint)SectionSize);
        Put32(image, SectionHeaderOffset + 20, HeadersSize);
        return image;
    }

    public static void Put16(byte[] image, int offset, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(offset), value);

    public static void Put32(byte[] image, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(offset), value);

    public static uint Get32(byte[] image, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(offset));
}
