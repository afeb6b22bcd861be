using System.IO.Compression;

namespace CodeSign.Core.Tests.Signing;

/// <summary>A package whose zeros take no place on the disk.</summary>
internal static class SparsePackage
{
    /// <summary>Writes a package with one stored entry of that many zeros, and gives its path.</summary>
    public static string Write(string path, long length)
    {
        using var file = new SkippingStream(File.Create(path));
        using var archive = new ZipArchive(file, ZipArchiveMode.Create);
        using (var nuspec = new StreamWriter(archive.CreateEntry("a.nuspec").Open()))
            nuspec.Write("<package><metadata><id>A</id><version>1.0.0</version></metadata></package>");
        using var content = archive.CreateEntry("content/zeros.bin", CompressionLevel.NoCompression).Open();
        var zeros = new byte[1 << 20];
        for (long written = 0; written < length; written += zeros.Length)
            content.Write(zeros);
        return path;
    }

    /// <summary>Leaves a hole in the file where zeros are written.</summary>
    private sealed class SkippingStream(FileStream file) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => file.Length;

        public override long Position { get => file.Position; set => file.Position = value; }

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

        public override void SetLength(long value) => file.SetLength(value);

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (buffer.IndexOfAnyExcept((byte)0) < 0)
                file.Seek(buffer.Length, SeekOrigin.Current);
            else
                file.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                file.Dispose();
            base.Dispose(disposing);
        }
    }
}
