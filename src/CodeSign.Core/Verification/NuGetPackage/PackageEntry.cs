using System.Text;
using CodeSign.Verification.Content;

namespace CodeSign.Verification.NuGetPackage;

/// <summary>An entry as the central directory has it (APPNOTE.TXT 6.3, section 4.3.12).</summary>
internal sealed record PackageEntry
{
    /// <summary>Where its central directory header stands in the file.</summary>
    public required ByteRange CentralHeader { get; init; }

    public required ushort VersionMadeBy { get; init; }

    public required ushort VersionNeeded { get; init; }

    public required ushort Flags { get; init; }

    public required ushort Method { get; init; }

    /// <summary>Last modification, time and date as MS-DOS has them.</summary>
    public required uint Modified { get; init; }

    public required uint Crc32 { get; init; }

    public required uint CompressedSize { get; init; }

    public required uint UncompressedSize { get; init; }

    public required ReadOnlyMemory<byte> Name { get; init; }

    public required int ExtraSize { get; init; }

    public required int CommentSize { get; init; }

    public required ushort Disk { get; init; }

    public required ushort InternalAttributes { get; init; }

    public required uint ExternalAttributes { get; init; }

    /// <summary>Where its local header stands in the file.</summary>
    public required uint LocalOffset { get; init; }

    /// <summary>Whether sizes and checksum follow the content, rather than standing before it.</summary>
    public bool HasDataDescriptor => (Flags & 0x0008) != 0;

    public bool IsSignature => Name.Span.SequenceEqual(".signature.p7s"u8);

    /// <summary>The name for messages.</summary>
    public string DisplayName => Encoding.UTF8.GetString(Name.Span);
}
