namespace CodeSign.Formats;

/// <summary>A stretch of a file.</summary>
/// <param name="Start">The offset of its first byte.</param>
/// <param name="End">The offset behind its last byte.</param>
internal readonly record struct FileRange(long Start, long End)
{
    /// <summary>The part of a chunk of the file that lies in this stretch, possibly nothing.</summary>
    /// <param name="chunk">Bytes of the file.</param>
    /// <param name="offset">Where in the file they are from.</param>
    /// <param name="partOffset">Where in the file the part is from.</param>
    public ReadOnlySpan<byte> Within(ReadOnlySpan<byte> chunk, long offset, out long partOffset)
    {
        partOffset = Math.Max(Start, offset);
        var end = Math.Min(End, offset + chunk.Length);
        return partOffset >= end ? default : chunk[(int)(partOffset - offset)..(int)(end - offset)];
    }
}
