namespace CodeSign.Benchmarks;

/// <summary>Bytes that nothing can compress, the same each time.</summary>
internal static class SampleNoise
{
    private const int BlockSize = 1 << 20;

    /// <summary>Writes so many bytes.</summary>
    public static void Write(Stream stream, long size, int seed)
    {
        var random = new Random(seed);
        var block = new byte[BlockSize];
        for (; size > 0; size -= BlockSize)
        {
            random.NextBytes(block);
            stream.Write(block, 0, (int)Math.Min(BlockSize, size));
        }
    }
}
