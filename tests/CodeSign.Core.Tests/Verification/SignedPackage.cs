using System.Buffers.Binary;

namespace CodeSign.Core.Tests.Verification;

/// <summary>A signed package whose signature can be rewritten, the headers fitting.</summary>
internal sealed class SignedPackage
{
    private const int LocalHeaderSize = 30;
    private const int NameSize = 14;
    private readonly byte[] _file;
    private readonly int _local;
    private readonly int _directory;
    private readonly int _header;
    private readonly int _end;

    public SignedPackage(byte[] file)
    {
        _file = file;
        _header = file.AsSpan().LastIndexOf("PK\x01\x02"u8);
        _end = file.AsSpan().LastIndexOf("PK\x05\x06"u8);
        _local = Get32(_header + 42);
        _directory = Get32(_end + 16);
    }

    /// <summary>The signature message.</summary>
    public byte[] Message => _file[(_local + LocalHeaderSize + NameSize).._directory];

    /// <summary>The package with another signature message.</summary>
    public byte[] WithMessage(Func<byte[], byte[]> change)
    {
        var message = change(Message);
        byte[] changed = [.. _file[..(_local + LocalHeaderSize + NameSize)], .. message, .. _file[_directory..]];
        var grown = message.Length - Message.Length;
        var checksum = CodeSign.Verification.Content.Crc32.Compute(message);
        foreach (var field in new[] { _local + 14, _header + grown + 16 })
        {
            BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(field), checksum);
            BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(field + 4), message.Length);
            BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(field + 8), message.Length);
        }

        BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(_end + grown + 16), _directory + grown);
        return changed;
    }

    private int Get32(int offset) => BinaryPrimitives.ReadInt32LittleEndian(_file.AsSpan(offset));
}
