namespace CodeSign.Verification.Content;

/// <summary>The checksum of zip files (APPNOTE.TXT 6.3, section 4.4.7).</summary>
internal static class Crc32
{
    /// <summary>What <see cref="Append"/> starts from.</summary>
    public const uint Start = uint.MaxValue;

    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[] s_table = Table();

    /// <summary>The checksum of all of a content.</summary>
    public static uint Compute(ReadOnlySpan<byte> content) => Finish(Append(Start, content));

    /// <summary>Takes a part of a content, and gives what the next part is to go on from.</summary>
    public static uint Append(uint state, ReadOnlySpan<byte> content)
    {
        var table = s_table;
        foreach (var value in content)
            state = table[(byte)(state ^ value)] ^ (state >> 8);
        return state;
    }

    /// <summary>The checksum, when all parts have been taken.</summary>
    public static uint Finish(uint state) => ~state;

    private static uint[] Table()
    {
        var table = new uint[256];
        for (var value = 0; value < table.Length; value++)
            table[value] = Remainder((uint)value);
        return table;
    }

    private static uint Remainder(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value >> 1) ^ ((value & 1) * Polynomial);
        return value;
    }
}
