using Microsoft.Win32.SafeHandles;

namespace CodeSign.Formats;

/// <summary>Copies one stretch of a file to the same place in another.</summary>
/// <param name="destination">The copy.</param>
/// <param name="range">The stretch.</param>
/// <param name="writeThrough">Begins to write through to the disk what is in the copy; see <see cref="StagingRequest.WriteThrough"/>.</param>
internal sealed class FileSink(SafeFileHandle destination, FileRange range, Action? writeThrough = null) : IChunkSink
{
    /// <summary>How much is written between two calls: a smaller file is written through when it is complete.</summary>
    private const long WriteThroughSize = 1 << 26;

    private long _written;

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<byte> chunk, long offset)
    {
        var part = range.Within(chunk, offset, out var partOffset);
        if (part.IsEmpty)
            return;
        RandomAccess.Write(destination, part, partOffset);
        _written += part.Length;
        if (_written < WriteThroughSize)
            return;
        writeThrough?.Invoke();
        _written = 0;
    }
}
