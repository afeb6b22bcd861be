using System.Buffers.Binary;
using CodeSign.Verification.Content;

namespace CodeSign.Verification.NuGetPackage;

/// <summary>
/// What NuGet demands of the signature's entry (NU3005). The signature covers all of the package but this entry, so nothing in its
/// headers may be anybody's choice.
/// </summary>
internal static class SignatureEntryRules
{
    private const uint LocalHeaderSignature = 0x04034B50;
    private const int LocalHeaderSize = 30;
    private const ushort Version20 = 20;

    /// <summary>The bytes from the entry's local header to the end of its content.</summary>
    public static long EntrySize(PackageEntry entry) => LocalHeaderSize + entry.Name.Length + (long)entry.CompressedSize;

    /// <summary>Checks the entry and gives its content; reports what is wrong and gives nothing.</summary>
    /// <param name="layout">The package's directory, with a signature.</param>
    /// <param name="entry">The bytes from the signature entry's local header to the end of its content.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static ReadOnlyMemory<byte> Read(PackageLayout layout, ReadOnlyMemory<byte> entry, FindingCollector findings)
    {
        var signature = layout.Signature!;
        var isLast = ReferenceEquals(layout.Entries[^1], signature) && signature.LocalOffset + entry.Length == layout.Directory.Start;
        if (!isLast)
            return Fail(findings, "it is not the last one, directly before the directory");
        if (!HasDemandedMetadata(signature))
            return Fail(findings, "its header in the directory is not as NuGet writes it");

        var headerSize = LocalHeaderSize + signature.Name.Length;
        byte[] demanded = [.. DemandedLocalHeader(signature), .. signature.Name.Span];
        if (!entry.Span[..headerSize].SequenceEqual(demanded))
            return Fail(findings, "its local header is not as NuGet writes it");

        var content = entry[headerSize..];
        return Crc32.Compute(content.Span) == signature.Crc32 ? content : Fail(findings, "its checksum is wrong");
    }

    private static bool HasDemandedMetadata(PackageEntry signature) => signature is
    {
        VersionMadeBy: Version20,
        VersionNeeded: Version20,
        Flags: 0,
        Method: 0,
        ExtraSize: 0,
        CommentSize: 0,
        Disk: 0,
        InternalAttributes: 0,
        ExternalAttributes: 0,
    } && signature.CompressedSize == signature.UncompressedSize;

    private static byte[] DemandedLocalHeader(PackageEntry signature)
    {
        var header = new byte[LocalHeaderSize];
        BinaryPrimitives.WriteUInt32LittleEndian(header, LocalHeaderSignature);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), Version20);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(10), signature.Modified);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(14), signature.Crc32);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(18), signature.CompressedSize);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(22), signature.UncompressedSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(26), (ushort)signature.Name.Length);
        return header;
    }

    private static ReadOnlyMemory<byte> Fail(FindingCollector findings, string what)
    {
        findings.Broken(FindingKind.SignatureEntryMetadata, $"The package's signature entry is not as NuGet demands (NU3005): {what}.");
        return default;
    }
}
