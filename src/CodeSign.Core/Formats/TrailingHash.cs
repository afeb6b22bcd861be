using System.Buffers;
using System.Security.Cryptography;
using System.Threading.Channels;
using CodeSign.Cms;
using Microsoft.Win32.SafeHandles;

namespace CodeSign.Formats;

/// <summary>
/// Writes a large copy, and hashes it from behind on a thread of its own, while it is written and after: a slow digest that no
/// signature needs delays neither signing nor verifying. What it reads back, the operating system still has in memory.
/// </summary>
internal sealed class TrailingHash : IChunkSink, IAsyncDisposable
{
    private const int BufferSize = 1 << 19;

    private readonly Channel<long> _written = Channel.CreateUnbounded<long>(new() { SingleReader = true, SingleWriter = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly FileSink _copy;
    private readonly long _length;

    /// <summary>Starts.</summary>
    /// <param name="path">The copy's path.</param>
    /// <param name="copy">Writes the copy, in order.</param>
    /// <param name="length">How much of the copy is hashed, bytes; it must be written within it from its start.</param>
    /// <param name="algorithm">The digest.</param>
    /// <param name="tail">What is hashed behind that.</param>
    public TrailingHash(string path, FileSink copy, long length, DigestAlgorithm algorithm, params ReadOnlyMemory<byte>[] tail)
    {
        _copy = copy;
        _length = length;
        Digest = Task.Run(() => HashAsync(path, algorithm, tail, _stop.Token));
    }

    /// <summary>The digest, once all has been written and read back.</summary>
    public Task<byte[]> Digest { get; }

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<byte> chunk, long offset)
    {
        _copy.Take(chunk, offset);
        var end = Math.Min(offset + chunk.Length, _length);
        _written.Writer.TryWrite(end);
        if (end == _length)
            _written.Writer.TryComplete();
    }

    /// <summary>Ends the work, whether the digest is there or not, and closes the copy.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task)Digest).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task<byte[]> HashAsync(
        string path, DigestAlgorithm algorithm, ReadOnlyMemory<byte>[] tail, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var hash = algorithm.Start();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long position = 0;
            await foreach (var written in _written.Reader.ReadAllAsync(cancellationToken))
            {
                // Two cores have enough to do with the first half; the second leaves one of them idle, and so does what follows.
                if (written >= _length / 2)
                    position = Append(hash, file, buffer, position, written);
            }

            foreach (var part in tail)
                hash.AppendData(part.Span);
            return hash.GetHashAndReset();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static long Append(IncrementalHash hash, SafeFileHandle file, byte[] buffer, long start, long end)
    {
        for (var position = start; position < end;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(BufferSize, end - position));
            ChunkedReader.ReadExactly(file, part, position);
            hash.AppendData(part);
            position += part.Length;
        }

        return end;
    }
}
