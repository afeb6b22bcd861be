using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using CodeSign.Formats.Zip;
using Microsoft.Win32.SafeHandles;

namespace CodeSign.Formats.Containers;

/// <summary>
/// Writes an archive anew with other content in some entries. All else is copied byte for byte: the other entries with their times, modes,
/// extra fields and compression, the order of them, the comments. A changed entry keeps all but its content, its sizes and its checksum.
/// The archive is read once, from start to end, and never in memory.
/// </summary>
internal sealed class ContainerWriter : IDisposable
{
    private const int BufferSize = 1 << 20;

    private readonly SafeFileHandle _source;
    private readonly FileStream _output;
    private readonly ZipMap _map;
    private readonly byte[] _central;
    private readonly IncrementalHash _sourceHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private readonly CancellationToken _cancellation;
    private long _read;

    private ContainerWriter(FileStream source, FileStream output, CancellationToken cancellationToken)
    {
        _source = source.SafeFileHandle;
        _output = output;
        _map = ZipMap.Read(source);
        _central = _map.Directory.Central.ToArray();
        _cancellation = cancellationToken;
    }

    /// <summary>Writes the new archive, and gives the SHA-256 of the old one.</summary>
    /// <param name="source">Full path of the archive. It is only read.</param>
    /// <param name="destination">Full path of the new one, a file that is there.</param>
    /// <param name="replacements">What changes; no entry twice.</param>
    /// <param name="cancellationToken">Ends the work, and leaves the new archive incomplete.</param>
    /// <exception cref="InvalidDataException">The archive is damaged or ambiguous.</exception>
    /// <exception cref="OverflowException">The new archive would need the zip64 extension, and the old one lacks it.</exception>
    /// <exception cref="IOException">A file can't be read or written.</exception>
    public static byte[] Write(
        string source, string destination, IReadOnlyList<EntryReplacement> replacements, CancellationToken cancellationToken)
    {
        using var input = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        using var output = new FileStream(destination, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        using var writer = new ContainerWriter(input, output, cancellationToken);
        return writer.Write(replacements);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sourceHash.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private byte[] Write(IReadOnlyList<EntryReplacement> replacements)
    {
        var contents = new string?[_map.Places.Count];
        foreach (var replacement in replacements)
            contents[replacement.Index] = replacement.Path;

        foreach (var place in _map.InOrder)
        {
            _cancellation.ThrowIfCancellationRequested();
            PatchCentral(place, Zip64Values.LocalOffset, _output.Position);
            if (contents[place.Index] is { } content)
                Replace(place, content);
            else
                Copy(place.End);
        }

        WriteEnd();
        return _sourceHash.GetHashAndReset();
    }

    private void Replace(ZipEntryPlace place, string path)
    {
        var start = _output.Position;
        var local = Take(place.Start, place.DataStart);
        _output.Write(local);
        var (crc, compressed, uncompressed) = Compress(place.Entry, path);
        Skip(place.DataEnd);
        var descriptor = Take(place.DataEnd, place.End);

        if (!(place.Entry.HasDataDescriptor && ZipMap.IsDeferred(local)))
            PatchLocal(local, start, crc, compressed, uncompressed);
        if (descriptor.Length > 0)
            ZipDataDescriptor.Write(descriptor, crc, compressed, uncompressed);
        _output.Write(descriptor);

        BinaryPrimitives.WriteUInt32LittleEndian(_central.AsSpan(place.Entry.Header)[16..], crc);
        PatchCentral(place, Zip64Values.CompressedSize, compressed);
        PatchCentral(place, Zip64Values.UncompressedSize, uncompressed);
    }

    private void PatchLocal(byte[] header, long start, uint crc, long compressed, long uncompressed)
    {
        var extra = ZipMap.ExtraOf(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(14), crc);
        Zip64Values.Write(header, extra, Zip64Values.Local, Zip64Values.CompressedSize, compressed);
        Zip64Values.Write(header, extra, Zip64Values.Local, Zip64Values.UncompressedSize, uncompressed);
        var end = _output.Position;
        _output.Position = start;
        _output.Write(header);
        _output.Position = end;
    }

    private void PatchCentral(ZipEntryPlace place, int field, long value)
    {
        var header = _central.AsSpan(place.Entry.Header);
        var extra = ZipDirectory.HeaderSize + place.Entry.Name.Length;
        var length = BinaryPrimitives.ReadUInt16LittleEndian(header[30..]);
        Zip64Values.Write(header, extra..(extra + length), Zip64Values.Central, field, value);
    }

    private (uint Crc, long Compressed, long Uncompressed) Compress(ZipEntry entry, string path)
    {
        var start = _output.Position;
        var crc = new Crc32();
        var length = 0L;
        using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        using (var compressed = entry.Method == ZipEntry.Stored ? null : new DeflateStream(_output, LevelOf(entry), leaveOpen: true))
        {
            for (int read; (read = content.Read(_buffer)) > 0;)
            {
                _cancellation.ThrowIfCancellationRequested();
                var chunk = _buffer.AsSpan(0, read);
                crc.Append(chunk);
                ((Stream?)compressed ?? _output).Write(chunk);
                length += read;
            }
        }

        return (crc.Value, _output.Position - start, length);
    }

    /// <summary>How hard the old content was compressed, as the flags have it (APPNOTE, section 4.4.4).</summary>
    private static CompressionLevel LevelOf(ZipEntry entry) => (entry.Flags >> 1 & 3) switch
    {
        1 => CompressionLevel.SmallestSize,
        2 or 3 => CompressionLevel.Fastest,
        _ => CompressionLevel.Optimal,
    };

    /// <summary>The central directory and what follows it, with the new places.</summary>
    private void WriteEnd()
    {
        var centralStart = _output.Position;
        Skip(_map.Directory.Start + _central.Length + _map.Directory.Zip64Record.Length + _map.Directory.EndRecord.Length);
        var zip64 = _map.Directory.Zip64Record.ToArray();
        var end = _map.Directory.EndRecord.ToArray();
        if (zip64.Length > 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(zip64.AsSpan(48), centralStart);
            BinaryPrimitives.WriteInt64LittleEndian(zip64.AsSpan(zip64.Length - 12), centralStart + _central.Length);
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16)) != uint.MaxValue)
        {
            if (centralStart >= uint.MaxValue)
                throw new OverflowException();
            BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), (uint)centralStart);
        }

        _output.Write(_central);
        _output.Write(zip64);
        _output.Write(end);
        _output.Flush();
        _output.SetLength(_output.Position);
    }

    private void Copy(long end)
    {
        while (_read < end)
            _output.Write(Next(end));
    }

    private void Skip(long end)
    {
        while (_read < end)
            Next(end);
    }

    private byte[] Take(long start, long end)
    {
        var bytes = new byte[checked((int)(end - start))];
        ChunkedReader.ReadExactly(_source, bytes, start);
        _sourceHash.AppendData(bytes);
        _read = end;
        return bytes;
    }

    private ReadOnlySpan<byte> Next(long end)
    {
        _cancellation.ThrowIfCancellationRequested();
        var chunk = _buffer.AsSpan(0, (int)Math.Min(_buffer.Length, end - _read));
        ChunkedReader.ReadExactly(_source, chunk, _read);
        _sourceHash.AppendData(chunk);
        _read += chunk.Length;
        return chunk;
    }
}
