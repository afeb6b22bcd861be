namespace CodeSign.Verification.NuGetPackage;

/// <summary>The checksum of zip files (APPNOTE.TXT 6.3, section 4.4.7), for content of a few kilobytes.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    public static uint Compute(ReadOnlySpan<byte> content)
    {
        var checksum = uint.MaxValue;
        foreach (var value in content)
        {
            checksum ^= value;
            for (var bit = 0; bit < 8; bit++)
                checksum = (checksum >> 1) ^ ((checksum & 1) * Polynomial);
        }

        return ~checksum;
    }
}
