using System.Buffers.Binary;

namespace CodeSign.Formats.Zip;

/// <summary>
/// The sizes and the offset in an entry's header. Each is 32 bits wide; where those are all ones, it is one of the 64-bit values of the
/// zip64 extra field, which has just those, in a fixed order (APPNOTE, section 4.5.3).
/// </summary>
internal static class Zip64Values
{
    private const ushort ExtraFieldId = 1;

    /// <summary>A local header's sizes, in that order: where the 32-bit values are.</summary>
    public static ReadOnlySpan<int> Local => [22, 18];

    /// <summary>A central header's sizes and offset, in that order: where the 32-bit values are.</summary>
    public static ReadOnlySpan<int> Central => [24, 20, 42];

    /// <summary>The uncompressed size, in both.</summary>
    public const int UncompressedSize = 0;

    /// <summary>The compressed size, in both.</summary>
    public const int CompressedSize = 1;

    /// <summary>The local header's offset, in the central one.</summary>
    public const int LocalOffset = 2;

    /// <summary>Reads a value.</summary>
    /// <param name="header">The whole header.</param>
    /// <param name="extra">Where its extra fields are.</param>
    /// <param name="fields"><see cref="Local"/> or <see cref="Central"/>.</param>
    /// <param name="field">Which of them.</param>
    /// <exception cref="InvalidDataException">The value is missing, or no size at all.</exception>
    public static long Read(ReadOnlySpan<byte> header, Range extra, ReadOnlySpan<int> fields, int field)
    {
        if (!IsElsewhere(header, fields[field]))
            return BinaryPrimitives.ReadUInt32LittleEndian(header[fields[field]..]);
        var value = BinaryPrimitives.ReadInt64LittleEndian(header[PlaceOf(header, extra, fields, field)..]);
        return value >= 0 ? value : throw new InvalidDataException("A size in a zip64 extra field is negative.");
    }

    /// <summary>Writes a value where the old one is.</summary>
    /// <exception cref="OverflowException">It needs 64 bits, and the header has no place for them.</exception>
    public static void Write(Span<byte> header, Range extra, ReadOnlySpan<int> fields, int field, long value)
    {
        if (IsElsewhere(header, fields[field]))
            BinaryPrimitives.WriteInt64LittleEndian(header[PlaceOf(header, extra, fields, field)..], value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(
                header[fields[field]..], value < uint.MaxValue ? (uint)value : throw new OverflowException());
    }

    /// <summary>Whether there is a zip64 extra field, needed or not.</summary>
    public static bool HasExtraField(ReadOnlySpan<byte> header, Range extra) => !FindExtraField(header, extra).Equals(default);

    private static bool IsElsewhere(ReadOnlySpan<byte> header, int place) =>
        BinaryPrimitives.ReadUInt32LittleEndian(header[place..]) == uint.MaxValue;

    private static int PlaceOf(ReadOnlySpan<byte> header, Range extra, ReadOnlySpan<int> fields, int field)
    {
        var values = FindExtraField(header, extra);
        var place = values.Start.Value;
        for (var before = 0; before < field; before++)
            if (IsElsewhere(header, fields[before]))
                place += sizeof(long);
        return place + sizeof(long) <= values.End.Value
            ? place
            : throw new InvalidDataException("A size that should be in a zip64 extra field is not there.");
    }

    private static Range FindExtraField(ReadOnlySpan<byte> header, Range extra)
    {
        var end = extra.End.Value;
        for (var at = extra.Start.Value; at + 4 <= end;)
        {
            var next = at + 4 + BinaryPrimitives.ReadUInt16LittleEndian(header[(at + 2)..]);
            if (BinaryPrimitives.ReadUInt16LittleEndian(header[at..]) == ExtraFieldId)
                return (at + 4)..Math.Min(next, end);
            at = next;
        }

        return default;
    }
}
