namespace CodeSign.Formats.NuGetPackage;

/// <summary>One header of a zip archive's central directory (APPNOTE, section 4.3.12), as far as signing is concerned.</summary>
/// <param name="Header">The whole header, within the central directory.</param>
/// <param name="Name">The file name in it.</param>
/// <param name="Flags">The general purpose flags.</param>
/// <param name="Method">The compression method; 0 is stored.</param>
/// <param name="CompressedSize">The size of the entry's data.</param>
/// <param name="UncompressedSize">The size of the file.</param>
/// <param name="LocalOffset">Where the local header is.</param>
/// <param name="IsZip64">Whether sizes or offset are in a zip64 extra field.</param>
internal sealed record ZipEntry(
    Range Header, ReadOnlyMemory<byte> Name, ushort Flags, ushort Method, uint CompressedSize, uint UncompressedSize, uint LocalOffset,
    bool IsZip64)
{
    /// <summary>Whether this is the entry that holds a package's signature.</summary>
    public bool IsSignature => Name.Span.SequenceEqual(PackageSignatureEntry.Name);

    /// <summary>Whether this is the manifest that makes a zip archive a package: <c>*.nuspec</c> in the root.</summary>
    public bool IsPackageManifest => Name.Length >= 7
        && !Name.Span.ContainsAny((byte)'/', (byte)'\\')
        && System.Text.Ascii.EqualsIgnoreCase(Name.Span[^7..], ".nuspec"u8);
}
