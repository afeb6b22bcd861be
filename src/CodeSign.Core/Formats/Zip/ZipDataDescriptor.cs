using System.Buffers.Binary;

namespace CodeSign.Formats.Zip;

/// <summary>
/// What follows an entry's data where its sizes were not known before (APPNOTE, section 4.3.9): checksum and sizes, of 32 or 64 bits, with
/// a signature before them or without. Its length tells which.
/// </summary>
internal static class ZipDataDescriptor
{
    /// <summary>The length of the longest form, bytes.</summary>
    public const int MaximumLength = 24;

    /// <summary>Whether a descriptor can be this long.</summary>
    public static bool IsLength(long length) => length is 12 or 16 or 20 or 24;

    /// <summary>Writes the form that has the length of the place.</summary>
    /// <exception cref="OverflowException">A size needs 64 bits, and the form has 32.</exception>
    public static void Write(Span<byte> place, uint crc, long compressedSize, long uncompressedSize)
    {
        if (place.Length is 16 or 24)
        {
            "PK\x07\x08"u8.CopyTo(place);
            place = place[4..];
        }

        BinaryPrimitives.WriteUInt32LittleEndian(place, crc);
        if (place.Length == 20)
        {
            BinaryPrimitives.WriteInt64LittleEndian(place[4..], compressedSize);
            BinaryPrimitives.WriteInt64LittleEndian(place[12..], uncompressedSize);
            return;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(place[4..], checked((uint)compressedSize));
        BinaryPrimitives.WriteUInt32LittleEndian(place[8..], checked((uint)uncompressedSize));
    }
}
