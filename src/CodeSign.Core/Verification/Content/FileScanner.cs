using System.Buffers;

namespace CodeSign.Verification.Content;

/// <summary>
/// Reads a file once, from beginning to end, and hands it to all sinks. Of a large file the next piece is read while the sinks, each
/// on a thread of its own, work on this one; no more than two pieces are ever in memory. A small file, or part of one, is read by
/// the thread that asks: to go to another and back would take longer.
/// </summary>
internal static class FileScanner
{
    private const int PieceSize = 1 << 20;
    private const int LeastForThreads = 1 << 18;

    /// <exception cref="EndOfStreamException">The file became shorter meanwhile.</exception>
    public static async Task ScanAsync(Stream file, long length, IReadOnlyList<IByteSink> sinks, CancellationToken cancellationToken)
    {
        var size = (int)Math.Min(length, PieceSize);
        var current = ArrayPool<byte>.Shared.Rent(size);
        var next = ArrayPool<byte>.Shared.Rent(length > size ? size : 0);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            file.Position = 0;
            file.ReadExactly(current.AsSpan(0, size));
            for (long offset = 0; offset < length;)
            {
                var count = (int)Math.Min(size, length - offset);
                var nextCount = (int)Math.Min(size, length - offset - count);
                var reading = nextCount > 0 ? file.ReadExactlyAsync(next.AsMemory(0, nextCount), cancellationToken) : default;
                try
                {
                    Append(sinks, offset, current.AsMemory(0, count));
                }
                finally
                {
                    // The buffer goes back to the pool only when nothing reads into it any more.
                    await reading;
                }

                offset += count;
                (current, next) = (next, current);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(current);
            ArrayPool<byte>.Shared.Return(next);
        }
    }

    /// <summary>Reads a part of a file.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public static byte[] Read(Stream file, ByteRange range)
    {
        var bytes = new byte[checked((int)(range.End - range.Start))];
        file.Position = range.Start;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static void Append(IReadOnlyList<IByteSink> sinks, long offset, ReadOnlyMemory<byte> piece)
    {
        if (piece.Length >= LeastForThreads && sinks.Count(sink => !sink.IsLight) > 1)
        {
            Parallel.For(0, sinks.Count, index => sinks[index].Append(offset, piece.Span));
            return;
        }

        foreach (var sink in sinks)
            sink.Append(offset, piece.Span);
    }
}
