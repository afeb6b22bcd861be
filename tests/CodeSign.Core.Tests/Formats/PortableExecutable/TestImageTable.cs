using System.Buffers.Binary;

namespace CodeSign.Core.Tests.Formats.PortableExecutable;

/// <summary>Certificate tables made and read by hand.</summary>
internal static class TestImageTable
{
    /// <summary>An image with a table of one entry, as it should be or not.</summary>
    public static byte[] Append(
        TestImage image, byte[] signature, ushort revision = 0x0200, ushort type = 2, int? claimedLength = null, byte[]? behind = null)
    {
        var unsigned = image.Build();
        var start = (unsigned.Length + 7) & ~7;
        var entry = new byte[8 + signature.Length];
        BinaryPrimitives.WriteInt32LittleEndian(entry, claimedLength ?? (entry.Length + 7) & ~7);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(4), revision);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(6), type);
        signature.CopyTo(entry, 8);
        byte[] table = [.. entry, .. new byte[-entry.Length & 7], .. behind ?? []];
        byte[] signed = [.. unsigned, .. new byte[start - unsigned.Length], .. table];
        TestImage.Put32(signed, image.DirectoryEntryOffset, (uint)start);
        TestImage.Put32(signed, image.DirectoryEntryOffset + 4, (uint)table.Length);
        return signed;
    }

    /// <summary>The signature in a signed image: an ASN.1 SEQUENCE with a length of two octets.</summary>
    public static ReadOnlySpan<byte> Signature(byte[] signed, TestImage image)
    {
        var start = (int)TestImage.Get32(signed, image.DirectoryEntryOffset) + 8;
        return signed.AsSpan(start, 4 + BinaryPrimitives.ReadUInt16BigEndian(signed.AsSpan(start + 2)));
    }
}
