using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using CodeSign.Verification.Content;

namespace CodeSign.Verification.PortableExecutable;

/// <summary>
/// Computes the checksum of the optional header: the one's-complement sum of the file's 16-bit words, the field itself counting
/// as zero, plus the file's length. Summing 32-bit words and folding the sum comes to the same, since 2^16 is 1 modulo 2^16-1.
/// </summary>
internal sealed class ChecksumSink(ByteRange field) : IByteSink
{
    private const int WordSize = sizeof(uint);

    private ulong _sum;
    private long _length;

    public void Append(long offset, ReadOnlySpan<byte> bytes)
    {
        // A scan's pieces begin at multiples of the word's size.
        var whole = bytes.Length / WordSize * WordSize;
        _sum += BitConverter.IsLittleEndian ? SumVectors(bytes[..whole]) : SumWords(bytes[..whole]);
        SumBytes(offset + whole, bytes[whole..], added: true);

        var start = Math.Max(field.Start, offset);
        SumBytes(start, field.Of(offset, bytes), added: false);
        _length += bytes.Length;
    }

    public uint Finish()
    {
        var sum = _sum;
        while (sum >> 16 != 0)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return (uint)sum + (uint)_length;
    }

    private static ulong SumVectors(ReadOnlySpan<byte> bytes)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector<ulong>>(bytes);
        var low = new Vector<ulong>(uint.MaxValue);
        var sums = Vector<ulong>.Zero;
        foreach (var vector in vectors)
            sums += (vector & low) + Vector.ShiftRightLogical(vector, 32);
        return Vector.Sum(sums) + SumWords(bytes[(vectors.Length * Vector<byte>.Count)..]);
    }

    private static ulong SumWords(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        for (; bytes.Length >= WordSize; bytes = bytes[WordSize..])
            sum += BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return sum;
    }

    private void SumBytes(long offset, ReadOnlySpan<byte> bytes, bool added)
    {
        foreach (var value in bytes)
        {
            var weighted = (ulong)value << (int)(8 * (offset++ % WordSize));
            _sum = added ? _sum + weighted : _sum - weighted;
        }
    }
}
