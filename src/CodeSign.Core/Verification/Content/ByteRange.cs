namespace CodeSign.Verification.Content;

/// <summary>Bytes of a file from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
internal readonly record struct ByteRange(long Start, long End)
{
    public static ByteRange OfLength(long start, long length) => new(start, checked(start + length));

    /// <summary>The part of a chunk of a file that lies in this range.</summary>
    public ReadOnlySpan<byte> Of(long offset, ReadOnlySpan<byte> chunk)
    {
        var start = Math.Max(Start, offset);
        var end = Math.Min(End, offset + chunk.Length);
        return start < end ? chunk[(int)(start - offset)..(int)(end - offset)] : [];
    }
}
