using System.Buffers.Binary;
using CodeSign.Verification.Content;

namespace CodeSign.Verification.NuGetPackage;

/// <summary>
/// Holds the local headers against the directory. Readers of zip files differ in which of the two they believe, so where they
/// contradict each other, one reader sees another package than the next.
/// </summary>
internal sealed class LocalEntryRules
{
    private const uint LocalHeaderSignature = 0x04034B50;
    private const int LocalHeaderSize = 30;
    private const int MostDataDescriptor = 24;

    private readonly PackageLayout _layout;
    private readonly PackageEntry[] _entries;

    public LocalEntryRules(PackageLayout layout)
    {
        _layout = layout;
        _entries = [.. layout.Entries];
        Array.Sort(_entries, (one, other) => one.LocalOffset.CompareTo(other.LocalOffset));
        Headers = new RangeCollector(LocalHeaders(_entries));
    }

    /// <summary>Takes the local headers while the file is scanned.</summary>
    public RangeCollector Headers { get; }

    /// <summary>Checks, after the scan.</summary>
    public void Check(FindingCollector findings)
    {
        if (_entries is [{ LocalOffset: not 0 }, ..])
            findings.Broken(FindingKind.HiddenData, $"{_entries[0].LocalOffset} bytes stand before the package's first entry.");

        for (var i = 0; i < _entries.Length; i++)
        {
            var entry = _entries[i];
            var next = i + 1 < _entries.Length ? _entries[i + 1].LocalOffset : _layout.Directory.Start;
            if (Contradiction(entry, Headers[i], next, findings) is { } what)
                findings.Broken(FindingKind.MalformedFile, $"The package's entry '{entry.DisplayName}' contradicts the directory: {what}.");
        }

        var duplicate = _entries.GroupBy(entry => entry.DisplayName, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (duplicate is not null)
            findings.Broken(FindingKind.MalformedFile, $"The package has more than one entry '{duplicate.Key}'.");
    }

    private static ByteRange[] LocalHeaders(PackageEntry[] entries)
    {
        var headers = new ByteRange[entries.Length];
        for (var i = 0; i < headers.Length; i++)
            headers[i] = ByteRange.OfLength(entries[i].LocalOffset, LocalHeaderSize + entries[i].Name.Length);
        return headers;
    }

    private static string? Contradiction(PackageEntry entry, ReadOnlySpan<byte> header, long next, FindingCollector findings)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalHeaderSignature)
            return "there is no local header where it should be";
        if (BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) != entry.Name.Length
            || !header[LocalHeaderSize..].SequenceEqual(entry.Name.Span))
            return "its name is another";
        if (BinaryPrimitives.ReadUInt16LittleEndian(header[6..]) != entry.Flags
            || BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) != entry.Method)
            return "its flags or compression method are others";

        var crc32 = BinaryPrimitives.ReadUInt32LittleEndian(header[14..]);
        var compressed = BinaryPrimitives.ReadUInt32LittleEndian(header[18..]);
        var uncompressed = BinaryPrimitives.ReadUInt32LittleEndian(header[22..]);
        var isLater = entry.HasDataDescriptor && crc32 == 0 && compressed == 0 && uncompressed == 0;
        if (!isLater && (crc32 != entry.Crc32 || compressed != entry.CompressedSize || uncompressed != entry.UncompressedSize))
            return "its sizes or checksum are others";

        var extraSize = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        var end = entry.LocalOffset + LocalHeaderSize + entry.Name.Length + extraSize + (long)entry.CompressedSize;
        if (end > next)
            return "it overlaps what follows it";

        var gap = next - end;
        if (gap > (entry.HasDataDescriptor ? MostDataDescriptor : 0))
            findings.Warn(FindingKind.HiddenData, $"{gap} bytes stand behind the package's entry '{entry.DisplayName}', in no entry.");
        return null;
    }
}
