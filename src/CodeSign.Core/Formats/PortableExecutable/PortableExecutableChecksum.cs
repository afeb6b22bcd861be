using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CodeSign.Formats.PortableExecutable;

/// <summary>
/// The checksum of a PE's optional header: the 16-bit one's-complement sum of the file's little-endian words, CheckSum itself taken
/// as zero, plus the file's length. Parts may be added in any order, each with its place in the file.
/// </summary>
internal sealed class PortableExecutableChecksum(params FileRange[] ranges) : IChunkSink
{
    private ulong _sum;

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<byte> chunk, long offset)
    {
        foreach (var range in ranges)
        {
            var part = range.Within(chunk, offset, out var partOffset);
            Add(part, partOffset);
        }
    }

    /// <summary>Adds bytes that stand at a certain offset of the file.</summary>
    public void Add(ReadOnlySpan<byte> data, long offset)
    {
        if (data.IsEmpty)
            return;

        // A byte at an odd offset is the high half of its word.
        ulong sum = 0;
        if ((offset & 1) != 0)
        {
            sum += (ulong)data[0] << 8;
            data = data[1..];
        }

        if ((data.Length & 1) != 0)
        {
            sum += data[^1];
            data = data[..^1];
        }

        // Folded, so that no number of parts can overflow the sum.
        _sum += Fold(sum + SumOfWords(data));
    }

    /// <summary>The checksum of a file of this length whose other bytes have all been added.</summary>
    public uint Value(long fileLength) => unchecked((uint)Fold(_sum) + (uint)fileLength);

    private static ulong Fold(ulong sum)
    {
        while (sum > 0xFFFF)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return sum;
    }

    /// <summary>
    /// Sums 16-bit words. 2^16 is 1 in one's-complement arithmetic (modulo 2^16 - 1), so that words of 32 bits, summed without
    /// loss into 64, fold to the same. Optimised at once: a process that signs one large file would spend its life in slow first code.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong SumOfWords(ReadOnlySpan<byte> data)
    {
        ulong sum = 0;
        if (BitConverter.IsLittleEndian && Vector.IsHardwareAccelerated)
        {
            var vectors = MemoryMarshal.Cast<byte, Vector<uint>>(data);
            var (low, high) = (Vector<ulong>.Zero, Vector<ulong>.Zero);
            foreach (var vector in vectors)
            {
                low += Vector.WidenLower(vector);
                high += Vector.WidenUpper(vector);
            }

            // Each lane folded first: the lanes of a large part could overflow together.
            for (var i = 0; i < Vector<ulong>.Count; i++)
                sum += Fold(low[i]) + Fold(high[i]);
            data = data[(vectors.Length * Vector<byte>.Count)..];
        }

        for (; data.Length >= 2; data = data[2..])
            sum += (ulong)(data[0] | (data[1] << 8));
        return sum;
    }
}
