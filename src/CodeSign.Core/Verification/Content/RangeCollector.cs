namespace CodeSign.Verification.Content;

/// <summary>Keeps some short ranges of a file while it goes by.</summary>
internal sealed class RangeCollector : IByteSink
{
    private readonly ByteRange[] _ranges;
    private readonly byte[]?[] _collected;
    private int _next;

    /// <summary>Collects ranges that are in the order of their beginnings. They may overlap.</summary>
    public RangeCollector(ByteRange[] ranges)
    {
        _ranges = ranges;
        _collected = new byte[]?[_ranges.Length];
    }

    public bool IsLight => true;

    public void Append(long offset, ReadOnlySpan<byte> bytes)
    {
        var end = offset + bytes.Length;
        for (var i = _next; i < _ranges.Length && _ranges[i].Start < end; i++)
        {
            var range = _ranges[i];
            var part = range.Of(offset, bytes);
            if (part.IsEmpty)
                continue;

            var collected = _collected[i] ??= new byte[range.End - range.Start];
            part.CopyTo(collected.AsSpan((int)(Math.Max(range.Start, offset) - range.Start)));
        }

        while (_next < _ranges.Length && _ranges[_next].End <= end)
            _next++;
    }

    /// <summary>The bytes of a range, by its position; zeros where the file ended before.</summary>
    public ReadOnlySpan<byte> this[int index] => _collected[index] ?? new byte[_ranges[index].End - _ranges[index].Start];
}
