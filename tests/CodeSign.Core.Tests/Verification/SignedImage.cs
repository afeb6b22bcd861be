using System.Buffers.Binary;

namespace CodeSign.Core.Tests.Verification;

/// <summary>A signed portable executable (PE32, its PE header at 0x80) whose certificate table can be rewritten.</summary>
internal sealed class SignedImage(byte[] file)
{
    public const int ChecksumOffset = 0x80 + 88;
    public const int DirectoryOffset = 0x80 + 152;
    private const int EntryHeaderSize = 8;

    public byte[] File => file;

    public int TableOffset => (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(DirectoryOffset));

    public byte[] Table => file[TableOffset..];

    /// <summary>The signature message, without padding.</summary>
    public byte[] Message
    {
        get
        {
            var entry = Table.AsSpan(EntryHeaderSize);
            System.Formats.Asn1.AsnDecoder.ReadEncodedValue(
                entry, System.Formats.Asn1.AsnEncodingRules.DER, out _, out _, out var size);
            return entry[..size].ToArray();
        }
    }

    /// <summary>An entry of a certificate table, padded with zeros to a multiple of eight.</summary>
    public static byte[] Entry(byte[] content, ushort revision = 0x0200, ushort type = 2, int? length = null)
    {
        var entry = new byte[(EntryHeaderSize + content.Length + 7) / 8 * 8];
        BinaryPrimitives.WriteInt32LittleEndian(entry, length ?? entry.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(4), revision);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(6), type);
        content.CopyTo(entry, EntryHeaderSize);
        return entry;
    }

    /// <summary>The file with another certificate table, the directory fitting.</summary>
    public byte[] WithTable(byte[] table, int? directoryOffset = null, int? directorySize = null)
    {
        byte[] changed = [.. file[..TableOffset], .. table];
        BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(DirectoryOffset), directoryOffset ?? TableOffset);
        BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(DirectoryOffset + 4), directorySize ?? table.Length);
        return changed;
    }

    /// <summary>The file with another signature message.</summary>
    public byte[] WithMessage(byte[] message) => WithTable(Entry(message));

    /// <summary>The file with its signature message changed.</summary>
    public byte[] WithMessage(Func<byte[], byte[]> change) => WithMessage(change(Message));
}
