using System.Buffers.Binary;

namespace CodeSign.Benchmarks;

/// <summary>A PE file of any size: headers, and one section of noise.</summary>
internal static class SampleExecutable
{
    private const int HeadersSize = 0x400;
    private const int PeHeader = 0x80;
    private const int OptionalHeader = PeHeader + 24;
    private const int OptionalHeaderSize = 112 + (16 * 8);

    /// <summary>Writes the file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="size">The size of its section, bytes.</param>
    /// <param name="seed">Another seed gives another content.</param>
    public static void Write(string path, long size, int seed = 1)
    {
        using var file = File.Create(path);
        file.Write(Headers(checked((uint)size)));
        SampleNoise.Write(file, size, seed);
    }

    private static byte[] Headers(uint sectionSize)
    {
        var headers = new byte[HeadersSize];
        "MZ"u8.CopyTo(headers);
        Put32(60, PeHeader);
        "PE\0\0"u8.CopyTo(headers.AsSpan(PeHeader));
        Put16(PeHeader + 4, 0x8664);
        Put16(PeHeader + 6, 1);
        Put16(PeHeader + 20, OptionalHeaderSize);
        Put16(PeHeader + 22, 0x2022);
        Put16(OptionalHeader, 0x20B);
        Put32(OptionalHeader + 32, 0x1000);
        Put32(OptionalHeader + 36, 0x200);
        Put32(OptionalHeader + 56, 0x1000 + ((sectionSize + 0xFFF) & ~0xFFFu));
        Put32(OptionalHeader + 60, HeadersSize);
        Put32(OptionalHeader + 108, 16);
        const int Section = OptionalHeader + OptionalHeaderSize;
        ".data"u8.CopyTo(headers.AsSpan(Section));
        Put32(Section + 8, sectionSize);
        Put32(Section + 12, 0x1000);
        Put32(Section + 16, sectionSize);
        Put32(Section + 20, HeadersSize);
        return headers;

        void Put16(int offset, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(headers.AsSpan(offset), value);
        void Put32(int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(headers.AsSpan(offset), value);
    }
}
