using System.Buffers.Binary;

namespace CodeSign.Formats.Zip;

/// <summary>The CRC-32 of zip archives (APPNOTE, section 4.4.7), eight bytes at a time.</summary>
internal sealed class Crc32
{
    private const uint ReversedPolynomial = 0xEDB88320;
    private const int Slices = 8;
    private static readonly uint[][] s_tables = Tables();

    private uint _state = uint.MaxValue;

    /// <summary>The checksum of all that was appended.</summary>
    public uint Value => ~_state;

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> data)
    {
        var crc = new Crc32();
        crc.Append(data);
        return crc.Value;
    }

    /// <summary>Takes the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        var (tables, state) = (s_tables, _state);
        for (; data.Length >= Slices; data = data[Slices..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ state;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            state = tables[7][low & 0xFF] ^ tables[6][(low >> 8) & 0xFF] ^ tables[5][(low >> 16) & 0xFF] ^ tables[4][low >> 24]
                ^ tables[3][high & 0xFF] ^ tables[2][(high >> 8) & 0xFF] ^ tables[1][(high >> 16) & 0xFF] ^ tables[0][high >> 24];
        }

        foreach (var value in data)
            state = (state >> 8) ^ tables[0][(state ^ value) & 0xFF];
        _state = state;
    }

    /// <summary>The effect of a byte that is followed by so many zero bytes, for each number of them and each byte.</summary>
    private static uint[][] Tables()
    {
        var tables = new uint[Slices][];
        for (var slice = 0; slice < Slices; slice++)
        {
            tables[slice] = new uint[256];
            for (var value = 0u; value < 256; value++)
            {
                var shorter = slice == 0 ? 0 : tables[slice - 1][value];
                tables[slice][value] = slice == 0 ? Shifted(value) : (shorter >> 8) ^ tables[0][shorter & 0xFF];
            }
        }

        return tables;
    }

    private static uint Shifted(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value >> 1) ^ (ReversedPolynomial & (0 - (value & 1)));
        return value;
    }
}
