using System.Buffers.Binary;
using CodeSign.Cms;
using Microsoft.Win32.SafeHandles;

namespace CodeSign.Formats.PortableExecutable;

/// <summary>The copy of a PE file without a certificate table, waiting for one.</summary>
internal sealed class StagedPortableExecutable(
    StagingRequest request, SafeFileHandle file, PortableExecutableLayout layout, PortableExecutableChecksum checksum,
    ReadOnlyMemory<byte> existing)
    : ISignable
{
    /// <inheritdoc/>
    public required SignedContent Content { get; init; }

    /// <inheritdoc/>
    public required ReadOnlyMemory<byte> SourceSha256 { get; init; }

    /// <inheritdoc/>
    public required ReadOnlyMemory<byte> ContentDigest { get; init; }

    /// <inheritdoc/>
    public Task EmbedAsync(ReadOnlyMemory<byte> signature, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var table = CertificateTable.Create(
            existing.IsEmpty ? signature.Span : NestedSignature.Append(existing, signature, request.Source));
        var contentEnd = layout.Table.Start;
        var tableStart = (contentEnd + 7) & ~7L;
        var length = tableStart + table.Length;
        if (length > uint.MaxValue)
            throw PortableExecutableLayout.TooLarge(request.Source, length);

        var entry = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt32LittleEndian(entry, (uint)tableStart);
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(4), table.Length);
        checksum.Add(entry, layout.DirectoryEntryOffset);
        checksum.Add(table, tableStart);
        var sum = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(sum, checksum.Value(length));

        RandomAccess.Write(file, [new byte[tableStart - contentEnd], table], contentEnd);
        RandomAccess.Write(file, entry, layout.DirectoryEntryOffset);
        RandomAccess.Write(file, sum, layout.ChecksumOffset);
        StagingFile.Complete(file, length);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        file.Dispose();
        return ValueTask.CompletedTask;
    }
}
