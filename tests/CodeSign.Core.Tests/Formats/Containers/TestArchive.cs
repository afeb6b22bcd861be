using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CodeSign.Core.Tests.Formats.Containers;

/// <summary>Writes zip archives byte by byte, as tools do and as attackers do (APPNOTE 6.3).</summary>
internal static class TestArchive
{
    public static byte[] Build(IReadOnlyList<TestEntry> entries, string comment = "", bool isZip64 = false)
    {
        var body = new Bytes();
        var central = new Bytes();
        foreach (var entry in entries)
            Write(entry, body, central);

        var start = body.Length;
        body.Raw(central.ToArray());
        if (isZip64)
            WriteZip64End(body, entries.Count, start, central.Length);
        return body
            .Raw("PK\x05\x06"u8).Put16(0, 0, isZip64 ? 0xFFFF : entries.Count, isZip64 ? 0xFFFF : entries.Count)
            .Put32(isZip64 ? uint.MaxValue : (uint)central.Length, isZip64 ? uint.MaxValue : (uint)start)
            .Put16(comment.Length).Raw(Encoding.ASCII.GetBytes(comment)).ToArray();
    }

    /// <summary>Where each entry's bytes are, from its local header to the next, by what the central directory says.</summary>
    public static IReadOnlyList<(string Name, byte[] Central, byte[] Local)> Parse(byte[] archive)
    {
        var end = archive.AsSpan().LastIndexOf("PK\x05\x06"u8);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(archive.AsSpan(end + 16));
        if (start == uint.MaxValue)
            start = BinaryPrimitives.ReadInt64LittleEndian(archive.AsSpan(archive.AsSpan().LastIndexOf("PK\x06\x06"u8) + 48));
        var found = new List<(string Name, byte[] Central, long Offset)>();
        for (var at = (int)start; archive.AsSpan(at).StartsWith("PK\x01\x02"u8);)
        {
            var name = BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(at + 28));
            var extra = BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(at + 30));
            var length = 46 + name + extra + BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(at + 32));
            long offset = BinaryPrimitives.ReadUInt32LittleEndian(archive.AsSpan(at + 42));
            if (offset == uint.MaxValue)
                offset = BinaryPrimitives.ReadInt64LittleEndian(archive.AsSpan(at + 46 + name + 4 + 16));
            found.Add((Encoding.UTF8.GetString(archive.AsSpan(at + 46, name)), archive[at..(at + length)], offset));
            at += length;
        }

        var offsets = found.Select(entry => entry.Offset).Append(start).Order().ToList();
        return found.ConvertAll(entry =>
            (entry.Name, entry.Central, archive[(int)entry.Offset..(int)offsets[offsets.IndexOf(entry.Offset) + 1]]));
    }

    private static void Write(TestEntry entry, Bytes body, Bytes central)
    {
        var offset = body.Length;
        var data = entry.IsStored ? entry.Content : Deflate(entry.Content);
        var method = entry.Method ?? (entry.IsStored ? 0 : 8);
        var flags = entry.Flags | (entry.Descriptor > 0 ? 8 : 0) | 0x0800;
        var crc = Crc(entry.Content);
        var isDeferred = entry.Descriptor > 0;
        var (localCrc, localCompressed, localSize) = isDeferred ? (0u, 0u, 0u) : (crc, (uint)data.Length, (uint)entry.Content.Length);
        var name = Encoding.UTF8.GetBytes(entry.Name);
        var localName = Encoding.UTF8.GetBytes(entry.LocalName ?? entry.Name);
        var localZip64 = entry.IsZip64 ? new Bytes().Put16(1, 16).Put64(localSize, localCompressed).ToArray() : [];
        body.Raw("PK\x03\x04"u8).Put16(45, flags, method).Put32(entry.Time, localCrc)
            .Put32(entry.IsZip64 ? uint.MaxValue : localCompressed, entry.IsZip64 ? uint.MaxValue : localSize)
            .Put16(localName.Length, localZip64.Length + entry.Extra.Length).Raw(localName).Raw(localZip64).Raw(entry.Extra).Raw(data);
        if (entry.Descriptor is 16 or 24)
            body.Raw("PK\x07\x08"u8);
        if (entry.Descriptor is 12 or 16)
            body.Put32(crc, (uint)data.Length, (uint)entry.Content.Length);
        if (entry.Descriptor is 20 or 24)
            body.Put32(crc).Put64(data.Length, entry.Content.Length);

        var size = (uint)(entry.Content.Length + entry.Lie);
        var zip64 = entry.IsZip64 ? new Bytes().Put16(1, 24).Put64(size, data.Length, offset).ToArray() : [];
        central.Raw("PK\x01\x02"u8).Put16(0x031E, 45, flags, method).Put32(entry.Time, crc)
            .Put32(entry.IsZip64 ? uint.MaxValue : (uint)data.Length, entry.IsZip64 ? uint.MaxValue : size)
            .Put16(name.Length, zip64.Length + entry.Extra.Length, entry.Comment.Length, 0, 1).Put32(entry.ExternalAttributes)
            .Put32(entry.IsZip64 ? uint.MaxValue : (uint)offset)
            .Raw(name).Raw(zip64).Raw(entry.Extra).Raw(Encoding.ASCII.GetBytes(entry.Comment));
    }

    private static void WriteZip64End(Bytes body, int count, long start, long length)
    {
        var record = body.Length;
        body.Raw("PK\x06\x06"u8).Put64(44).Put16(0x031E, 45).Put32(0, 0).Put64(count, count, length, start)
            .Raw("PK\x06\x07"u8).Put32(0).Put64(record).Put32(1);
    }

    public static byte[] Deflate(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var stream = new DeflateStream(memory, CompressionLevel.Fastest, leaveOpen: true))
            stream.Write(content);
        return memory.ToArray();
    }

    private static uint Crc(byte[] content)
    {
        var crc = uint.MaxValue;
        foreach (var value in content)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }

    private sealed class Bytes
    {
        private readonly List<byte> _bytes = [];

        public long Length => _bytes.Count;

        public byte[] ToArray() => _bytes.ToArray();

        public Bytes Raw(ReadOnlySpan<byte> bytes)
        {
            _bytes.AddRange(bytes);
            return this;
        }

        public Bytes Put16(params ReadOnlySpan<int> values)
        {
            foreach (var value in values)
                _bytes.AddRange(BitConverter.GetBytes((ushort)value));
            return this;
        }

        public Bytes Put32(params ReadOnlySpan<uint> values)
        {
            foreach (var value in values)
                _bytes.AddRange(BitConverter.GetBytes(value));
            return this;
        }

        public Bytes Put64(params ReadOnlySpan<long> values)
        {
            foreach (var value in values)
                _bytes.AddRange(BitConverter.GetBytes(value));
            return this;
        }
    }
}
