using System.IO.Compression;
using System.Security.Cryptography;
using CodeSign.Verification.Content;
using CodeSign.Verification.PortableExecutable;

namespace CodeSign.Verification.Comparison;

/// <summary>
/// Tells whether two files are the same but for their signatures, as two builds of the same source should be: executables by their
/// Authenticode digest, packages entry by entry.
/// </summary>
public static class ContentComparison
{
    private const int MostEntries = 100_000;
    private const long MostEntryBytes = 2L * 1024 * 1024 * 1024;

    /// <summary>The algorithm of the digests, whatever the signatures use.</summary>
    public static HashAlgorithmName Algorithm => HashAlgorithmName.SHA256;

    /// <summary>Compares two files.</summary>
    /// <param name="first">Path of one.</param>
    /// <param name="second">Path of the other.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The differences; nothing where the two are equal byte for byte.</returns>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read a file.</exception>
    /// <exception cref="InvalidDataException">A package can't be unpacked.</exception>
    public static async Task<IReadOnlyList<ContentDifference>> CompareAsync(string first, string second,
        CancellationToken cancellationToken)
    {
        await using var one = Open(first);
        await using var other = Open(second);
        var (digest, otherDigest) = (await DigestAsync(one, cancellationToken), await DigestAsync(other, cancellationToken));
        if (digest.File.AsSpan().SequenceEqual(otherDigest.File))
            return [];
        if (digest.Kind != otherDigest.Kind)
            return [new ContentDifference("", ContentDifferenceKind.Format)];
        return digest.Kind == FileKind.Package
            ? await ComparePackagesAsync(one, other, cancellationToken)
            : [new ContentDifference("", KindOf(digest, otherDigest))];
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

    private static ContentDifferenceKind KindOf(FileDigests one, FileDigests other) =>
        one.Signed is not null && other.Signed is not null && one.Signed.AsSpan().SequenceEqual(other.Signed)
            ? ContentDifferenceKind.OnlySigned
            : ContentDifferenceKind.Content;

    private static async Task<IReadOnlyList<ContentDifference>> ComparePackagesAsync(
        Stream first, Stream second, CancellationToken cancellationToken)
    {
        var one = await ReadEntriesAsync(first, cancellationToken);
        var other = await ReadEntriesAsync(second, cancellationToken);
        var differences = new List<ContentDifference>();
        foreach (var path in one.Keys.Union(other.Keys).Order(StringComparer.Ordinal))
        {
            if (!one.TryGetValue(path, out var digests))
                differences.Add(new ContentDifference(path, ContentDifferenceKind.OnlyInSecond));
            else if (!other.TryGetValue(path, out var otherDigests))
                differences.Add(new ContentDifference(path, ContentDifferenceKind.OnlyInFirst));
            else if (!digests.File.AsSpan().SequenceEqual(otherDigests.File))
                differences.Add(new ContentDifference(path, KindOf(digests, otherDigests)));
        }

        // The same entries, packed at another time or signed otherwise.
        return differences.Count > 0 ? differences : [new ContentDifference("", ContentDifferenceKind.OnlySigned)];
    }

    private static async Task<Dictionary<string, FileDigests>> ReadEntriesAsync(Stream package, CancellationToken cancellationToken)
    {
        package.Position = 0;
        await using var archive = await ZipArchive.CreateAsync(package, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null,
            cancellationToken);
        if (archive.Entries.Count > MostEntries)
            throw new InvalidDataException($"A package has {archive.Entries.Count} entries, more than {MostEntries}.");
        var entries = new Dictionary<string, FileDigests>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries.Where(entry => entry.FullName != ".signature.p7s"))
        {
            using var content = new TemporaryContent();
            await using (var stream = await entry.OpenAsync(cancellationToken))
                await content.FillAsync(stream, Math.Min(entry.Length, MostEntryBytes), entry.FullName, cancellationToken);
            if (!entries.TryAdd(entry.FullName, await DigestAsync(content.File, cancellationToken)))
                throw new InvalidDataException($"A package holds {entry.FullName} twice.");
        }

        return entries;
    }

    private static async Task<FileDigests> DigestAsync(Stream file, CancellationToken cancellationToken)
    {
        var length = file.Length;
        var beginning = FileScanner.Read(file, new ByteRange(0, Math.Min(length, 4)));
        var layout = beginning.AsSpan().StartsWith("MZ"u8) ? ExecutableLayoutReader.Read(file, length, new FindingCollector()) : null;
        using var whole = new HashSink(Algorithm, new ByteRange(0, length));
        using var covered = new HashSink(Algorithm, layout?.CoveredRanges() ?? []);
        await FileScanner.ScanAsync(file, length, [whole, covered], cancellationToken);
        if (layout is null)
        {
            var kind = beginning.AsSpan().StartsWith("PK"u8) ? FileKind.Package : FileKind.Other;
            return new FileDigests(kind, whole.Finish(), null);
        }

        // What signing fills up: the digest of an unsigned file is that of the file as it will be.
        var padding = new byte[(int)(-layout.CertificateTable.Start & 7)];
        return new FileDigests(FileKind.Executable, whole.Finish(), covered.Finish(padding));
    }

    private enum FileKind
    {
        Other,
        Executable,
        Package,
    }

    private sealed record FileDigests(FileKind Kind, byte[] File, byte[]? Signed);
}
