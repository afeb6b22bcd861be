using System.Buffers;
using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;

namespace CodeSign.Formats;

/// <summary>
/// Reads a large file ahead into a few buffers that go round: each sink has a queue and takes the chunks in order, and the last one to
/// take a chunk gives its buffer back to the reader.
/// </summary>
internal sealed class ParallelChunkedReader
{
    private const int ChunkSize = 1 << 19;
    private const int Buffers = 12;

    private readonly Channel<byte[]> _free = Channel.CreateUnbounded<byte[]>();
    private readonly Channel<Chunk>[] _queues;
    private readonly IReadOnlyList<IChunkSink> _sinks;

    private ParallelChunkedReader(IReadOnlyList<IChunkSink> sinks)
    {
        _sinks = sinks;
        _queues = new Channel<Chunk>[sinks.Count];
        for (var i = 0; i < _queues.Length; i++)
            _queues[i] = Channel.CreateUnbounded<Chunk>(new() { SingleReader = true, SingleWriter = true });
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="EndOfStreamException">The file has become shorter than <paramref name="length"/>.</exception>
    public static async Task ReadAsync(
        SafeFileHandle file, long length, IReadOnlyList<IChunkSink> sinks, CancellationToken cancellationToken)
    {
        var buffers = new byte[Buffers][];
        for (var i = 0; i < Buffers; i++)
            buffers[i] = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            await new ParallelChunkedReader(sinks).RunAsync(file, length, buffers, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var buffer in buffers)
                ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Ends only when nothing uses a buffer any more, and then with the failure that stopped the rest, if there was one.</summary>
    private async Task RunAsync(SafeFileHandle file, long length, byte[][] buffers, CancellationToken cancellationToken)
    {
        foreach (var buffer in buffers)
            _free.Writer.TryWrite(buffer);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = new List<Task>(_queues.Length + 1);
        for (var i = 0; i < _queues.Length; i++)
        {
            var (sink, queue) = (_sinks[i], _queues[i].Reader);
            work.Add(Task.Run(() => StopOnFailureAsync(DrainAsync(queue, sink, stop.Token), stop), CancellationToken.None));
        }

        work.Add(StopOnFailureAsync(FillAsync(file, length, stop.Token), stop));
        await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await (work.Find(w => w.IsFaulted) ?? work.Find(w => w.IsCanceled) ?? Task.CompletedTask).ConfigureAwait(false);
    }

    private async Task FillAsync(SafeFileHandle file, long length, CancellationToken cancellationToken)
    {
        for (long offset = 0; offset < length;)
        {
            var buffer = await _free.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var size = (int)Math.Min(ChunkSize, length - offset);
            ChunkedReader.ReadExactly(file, buffer.AsSpan(0, size), offset);
            var chunk = new Chunk(buffer, size, offset, _queues.Length);
            foreach (var queue in _queues)
                queue.Writer.TryWrite(chunk);
            offset += size;
        }

        foreach (var queue in _queues)
            queue.Writer.Complete();
    }

    private async Task DrainAsync(ChannelReader<Chunk> queue, IChunkSink sink, CancellationToken cancellationToken)
    {
        await foreach (var chunk in queue.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            sink.Take(chunk.Data, chunk.Offset);
            if (chunk.IsDone())
                _free.Writer.TryWrite(chunk.Buffer);
        }
    }

    private static async Task StopOnFailureAsync(Task work, CancellationTokenSource stop)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private sealed class Chunk(byte[] buffer, int size, long offset, int users)
    {
        private int _users = users;

        public byte[] Buffer => buffer;

        public ReadOnlySpan<byte> Data => buffer.AsSpan(0, size);

        public long Offset => offset;

        /// <summary>Counts a user that is done; true for the last one.</summary>
        public bool IsDone() => Interlocked.Decrement(ref _users) == 0;
    }
}
