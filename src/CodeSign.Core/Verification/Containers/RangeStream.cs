using CodeSign.Verification.Content;

namespace CodeSign.Verification.Containers;

/// <summary>A part of a file, read from its beginning to its end. The file stays open.</summary>
internal sealed class RangeStream(Stream file, ByteRange range) : Stream
{
    private long _position = range.Start;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        file.Position = _position;
        var read = file.Read(buffer[..(int)Math.Min(buffer.Length, range.End - _position)]);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
