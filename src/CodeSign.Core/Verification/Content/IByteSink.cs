namespace CodeSign.Verification.Content;

/// <summary>Takes a file's bytes, once, in order. Sinks of one scan work at the same time on different threads.</summary>
internal interface IByteSink
{
    /// <summary>Whether taking bytes is hardly any work, less than to hand them to another thread.</summary>
    bool IsLight => false;

    /// <summary>Takes the bytes at an offset, which is where the last call ended.</summary>
    void Append(long offset, ReadOnlySpan<byte> bytes);
}
