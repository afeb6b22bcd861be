using System.Text;

namespace CodeSign.Formats.Zip;

/// <summary>One header of a zip archive's central directory (APPNOTE, section 4.3.12), as far as signing is concerned.</summary>
/// <param name="Header">The whole header, within the central directory.</param>
/// <param name="Name">The file name in it.</param>
/// <param name="Flags">The general purpose flags.</param>
/// <param name="Method">The compression method; 0 is stored.</param>
/// <param name="Crc32">The checksum of the file.</param>
/// <param name="CompressedSize">The size of the entry's data, bytes.</param>
/// <param name="UncompressedSize">The size of the file, bytes.</param>
/// <param name="LocalOffset">Where the local header is.</param>
/// <param name="IsZip64">Whether the header has a zip64 extra field.</param>
internal sealed record ZipEntry(
    Range Header, ReadOnlyMemory<byte> Name, ushort Flags, ushort Method, uint Crc32, long CompressedSize, long UncompressedSize,
    long LocalOffset, bool IsZip64)
{
    /// <summary>The method of entries that are not compressed.</summary>
    public const ushort Stored = 0;

    /// <summary>The method that all tools compress with (RFC 1951).</summary>
    public const ushort Deflated = 8;

    private const ushort EncryptedFlags = 0x0001 | 0x0040 | 0x2000;
    private const ushort DataDescriptorFlag = 0x0008;

    /// <summary>Whether the content, or what is said of it, is encrypted.</summary>
    public bool IsEncrypted => (Flags & EncryptedFlags) != 0;

    /// <summary>Whether sizes and checksum follow the data, rather than standing before it.</summary>
    public bool HasDataDescriptor => (Flags & DataDescriptorFlag) != 0;

    /// <summary>Whether the content can be read, and be written anew.</summary>
    public bool IsReadable => !IsEncrypted && Method is Stored or Deflated;

    /// <summary>Whether it stands for a folder.</summary>
    public bool IsFolder => Path.EndsWith('/');

    /// <summary>The name as text, <c>/</c> between folders: some tools write <c>\</c>, which Windows takes for the same.</summary>
    public string Path { get; } = Encoding.UTF8.GetString(Name.Span).Replace('\\', '/');
}
