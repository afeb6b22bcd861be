using System.Buffers.Binary;
using System.Security.Cryptography;
using CodeSign.Formats.PortableExecutable;
using CodeSign.Signing;

namespace CodeSign.Formats.Removal;

/// <summary>
/// A portable executable without its certificate table. Signing has filled the file up to a multiple of 8, and set the checksum: what was
/// there before is one of a few possibilities, and the recorded digest tells which.
/// </summary>
internal static class UnsignedExecutable
{
    private const int Alignment = 8;

    /// <summary>The file is held in memory, since it is hashed several times.</summary>
    private const long MostBytes = 1L << 30;

    /// <summary>Writes the file without its signature.</summary>
    public static async Task<RemovedSignature> WriteAsync(
        string source, string destination, string? originalSha256, CancellationToken cancellationToken)
    {
        PortableExecutableLayout layout;
        byte[] content;
        await using (var file = SharedFile.OpenRead(source))
        {
            layout = PortableExecutableLayout.Read(file.SafeFileHandle, source);
            if (!layout.IsSigned)
                return new RemovedSignature(WasSigned: false, FileDigest.Sha256(source, cancellationToken), IsOriginal: null);
            if (layout.Table.Start > MostBytes)
                throw RemovalDiagnostics.CannotRemove.Exception(
                    $"The file has {layout.Table.Start} bytes before its signature; more than {MostBytes} are not worked on.",
                    "Build it without signing.", source);
            content = new byte[layout.Table.Start];
            file.Position = 0;
            await file.ReadExactlyAsync(content, cancellationToken);
        }

        content.AsSpan((int)layout.DirectoryEntryOffset, sizeof(ulong)).Clear();
        var original = originalSha256 is null ? null : Find(content, layout, originalSha256);
        var unsigned = original ?? Default(content, layout);
        await AtomicFile.WriteAsync(destination, async (output, token) => await output.WriteAsync(unsigned, token), cancellationToken);
        return new RemovedSignature(
            WasSigned: true,
            Convert.ToHexStringLower(SHA256.HashData(unsigned.Span)),
            originalSha256 is null ? null : original is not null);
    }

    /// <summary>The original, if one of the possibilities has its digest.</summary>
    private static ReadOnlyMemory<byte>? Find(byte[] content, PortableExecutableLayout layout, string sha256)
    {
        for (var padding = 0; padding < Alignment && IsZero(content, padding); padding++)
        {
            var candidate = content.AsMemory(0, content.Length - padding);
            foreach (var checksum in new[] { 0u, Checksum(candidate.Span, layout) })
            {
                SetChecksum(content, layout, checksum);
                if (Convert.ToHexStringLower(SHA256.HashData(candidate.Span)) == sha256)
                    return candidate.ToArray();
            }
        }

        return null;
    }

    /// <summary>With a checksum that is right: the signed file had one, and drivers need it.</summary>
    private static ReadOnlyMemory<byte> Default(byte[] content, PortableExecutableLayout layout)
    {
        SetChecksum(content, layout, Checksum(content, layout));
        return content;
    }

    private static bool IsZero(byte[] content, int padding) => !content.AsSpan(content.Length - padding).ContainsAnyExcept((byte)0);

    private static void SetChecksum(byte[] content, PortableExecutableLayout layout, uint checksum) =>
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan((int)layout.ChecksumOffset), checksum);

    private static uint Checksum(ReadOnlySpan<byte> content, PortableExecutableLayout layout)
    {
        var sum = new PortableExecutableChecksum();
        sum.Add(content[..(int)layout.ChecksumOffset], 0);
        var behind = (int)layout.ChecksumOffset + sizeof(uint);
        sum.Add(content[behind..], behind);
        return sum.Value(content.Length);
    }
}
