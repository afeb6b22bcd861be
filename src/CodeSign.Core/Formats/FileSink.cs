using Microsoft.Win32.SafeHandles;

namespace CodeSign.Formats;

/// <summary>Copies one stretch of a file to the same place in another.</summary>
internal sealed class FileSink(SafeFileHandle destination, FileRange range) : IChunkSink
{
    /// <inheritdoc/>
    public void Take(ReadOnlySpan<byte> chunk, long offset)
    {
        var part = range.Within(chunk, offset, out var partOffset);
        if (!part.IsEmpty)
            RandomAccess.Write(destination, part, partOffset);
    }
}
