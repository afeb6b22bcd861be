namespace CodeSign.Formats;

/// <summary>Takes a file's bytes in order, a chunk at a time. Each sink is called by one thread at a time.</summary>
internal interface IChunkSink
{
    /// <summary>Takes the next chunk.</summary>
    /// <param name="chunk">The bytes, valid during the call only.</param>
    /// <param name="offset">Where in the file they are from.</param>
    void Take(ReadOnlySpan<byte> chunk, long offset);
}
