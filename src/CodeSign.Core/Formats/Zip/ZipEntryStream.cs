using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace CodeSign.Formats.Zip;

/// <summary>
/// The content of an entry, decompressed, from beginning to end. It is never longer than the directory says, and its end is only reached
/// where length and checksum are what the directory says.
/// </summary>
internal sealed class ZipEntryStream : Stream
{
    private readonly ZipEntry _entry;
    private readonly Stream _content;
    private readonly Crc32 _crc = new();
    private long _length;

    /// <summary>Opens the content of an entry that is readable.</summary>
    /// <param name="file">The archive. It stays open.</param>
    /// <param name="place">Where the entry is.</param>
    public ZipEntryStream(SafeFileHandle file, ZipEntryPlace place)
    {
        _entry = place.Entry;
        var data = new FileRangeStream(file, place.DataStart, place.DataEnd);
        _content = _entry.Method == ZipEntry.Stored ? data : new DeflateStream(data, CompressionMode.Decompress);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The content is not what the directory says.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = _content.Read(buffer);
        _crc.Append(buffer[..read]);
        _length += read;
        if (_length > _entry.UncompressedSize)
            throw new InvalidDataException($"Its entry '{_entry.Path}' is longer than it says.");
        if (read == 0 && buffer.Length > 0 && (_length != _entry.UncompressedSize || _crc.Value != _entry.Crc32))
            throw new InvalidDataException($"Its entry '{_entry.Path}' has another length or checksum than it says.");
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _content.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A stretch of a file.</summary>
    private sealed class FileRangeStream(SafeFileHandle file, long start, long end) : Stream
    {
        private long _position = start;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var part = buffer[..(int)Math.Min(buffer.Length, end - _position)];
            ChunkedReader.ReadExactly(file, part, _position);
            _position += part.Length;
            return part.Length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
