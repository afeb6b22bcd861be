using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace CodeSign.Formats;

/// <summary>
/// Reads a file once, from start to end, and gives every chunk to all that have a use for it. Large files are read ahead, and
/// each sink works at its own pace; small ones cost no thread switch.
/// </summary>
internal static class ChunkedReader
{
    private const int ChunkSize = 1 << 20;

    /// <summary>From this size on, work is spread over threads.</summary>
    public const long LargeFile = 4 * ChunkSize;

    /// <summary>Reads the file.</summary>
    /// <exception cref="EndOfStreamException">The file has become shorter than <paramref name="length"/>.</exception>
    public static Task ReadAsync(
        SafeFileHandle file, long length, IReadOnlyList<IChunkSink> sinks, CancellationToken cancellationToken)
    {
        if (length >= LargeFile)
            return ParallelChunkedReader.ReadAsync(file, length, sinks, cancellationToken);

        ReadInOrder(file, length, sinks, cancellationToken);
        return Task.CompletedTask;
    }

    /// <summary>Fills a buffer from a certain offset.</summary>
    /// <exception cref="EndOfStreamException">The file ends before that.</exception>
    public static void ReadExactly(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        while (!buffer.IsEmpty)
        {
            var read = RandomAccess.Read(file, buffer, offset);
            if (read == 0)
                throw new EndOfStreamException("The file became shorter while it was read.");
            buffer = buffer[read..];
            offset += read;
        }
    }

    private static void ReadInOrder(SafeFileHandle file, long length, IReadOnlyList<IChunkSink> sinks, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(length, ChunkSize));
        try
        {
            for (long offset = 0; offset < length;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var chunk = buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - offset));
                ReadExactly(file, chunk, offset);
                foreach (var sink in sinks)
                    sink.Take(chunk, offset);
                offset += chunk.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
