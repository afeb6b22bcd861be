using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace CodeSign.Formats;

/// <summary>
/// Reads a file once, from start to end, and gives every chunk to all that have a use for it. Large files are read ahead, and
/// their chunks are worked on by the sinks side by side; small ones cost no thread switch.
/// </summary>
internal static class ChunkedReader
{
    private const int ChunkSize = 1 << 20;
    private const long WorthReadingAhead = 4 * ChunkSize;

    /// <summary>Reads the file.</summary>
    /// <exception cref="EndOfStreamException">The file has become shorter than <paramref name="length"/>.</exception>
    public static async Task ReadAsync(
        SafeFileHandle file, long length, IReadOnlyList<IChunkSink> sinks, CancellationToken cancellationToken)
    {
        if (length < WorthReadingAhead)
            ReadInOrder(file, length, sinks, cancellationToken);
        else
            await ReadAheadAsync(file, length, sinks, cancellationToken).ConfigureAwait(false);
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

    private static async Task ReadAheadAsync(
        SafeFileHandle file, long length, IReadOnlyList<IChunkSink> sinks, CancellationToken cancellationToken)
    {
        var (current, next) = (ArrayPool<byte>.Shared.Rent(ChunkSize), ArrayPool<byte>.Shared.Rent(ChunkSize));
        var tasks = new Task[sinks.Count];
        try
        {
            var size = ChunkSize;
            ReadExactly(file, current.AsSpan(0, size), 0);
            for (long offset = 0; offset < length;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (var i = 0; i < tasks.Length; i++)
                    tasks[i] = Start(sinks[i], current, size, offset);

                // The tasks must have let go of the buffer before it is given back, also when the read fails.
                var nextOffset = offset + size;
                var nextSize = (int)Math.Min(ChunkSize, length - nextOffset);
                try
                {
                    ReadExactly(file, next.AsSpan(0, nextSize), nextOffset);
                }
                finally
                {
                    await Task.WhenAll(tasks).ConfigureAwait(false);
                }

                (current, next, offset, size) = (next, current, nextOffset, nextSize);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(current);
            ArrayPool<byte>.Shared.Return(next);
        }
    }

    private static Task Start(IChunkSink sink, byte[] buffer, int size, long offset) =>
        Task.Run(() => sink.Take(buffer.AsSpan(0, size), offset));

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
}
