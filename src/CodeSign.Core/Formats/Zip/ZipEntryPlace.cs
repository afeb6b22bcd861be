namespace CodeSign.Formats.Zip;

/// <summary>Where one entry is in its archive: the local header, the data, and the data descriptor.</summary>
/// <param name="Index">Its number in the central directory, from 0.</param>
/// <param name="Entry">What the central directory says about it.</param>
/// <param name="DataStart">Where its data begins.</param>
/// <param name="DescriptorLength">The length of its data descriptor (APPNOTE, section 4.3.9), bytes; 0 where it has none.</param>
internal sealed record ZipEntryPlace(int Index, ZipEntry Entry, long DataStart, int DescriptorLength)
{
    /// <summary>Where its local header begins.</summary>
    public long Start => Entry.LocalOffset;

    /// <summary>Where its data ends, and its data descriptor begins.</summary>
    public long DataEnd => DataStart + Entry.CompressedSize;

    /// <summary>Where the next entry begins, or the central directory.</summary>
    public long End => DataEnd + DescriptorLength;
}
