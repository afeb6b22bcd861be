namespace CodeSign.Formats.NuGetPackage;

/// <summary>The CRC-32 of zip archives (APPNOTE, section 4.4.7), for the few kilobytes of a signature.</summary>
internal static class Crc32
{
    private const uint ReversedPolynomial = 0xEDB88320;

    public static uint Of(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (ReversedPolynomial & (0 - (crc & 1)));
        }

        return ~crc;
    }
}
