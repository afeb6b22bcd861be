using System.IO.Compression;
using System.Security.Cryptography;
using CodeSign.Signing;
using CodeSign.Verification.Content;
using CodeSign.Verification.PortableExecutable;

namespace CodeSign.Verification.Comparison;

/// <summary>
/// Tells whether two files are the same but for their signatures, as two builds of the same source should be: executables by their
/// Authenticode digest, packages entry by entry. What neither sees must be a sound signature and nothing else, as verification has it.
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
        await using var one = SharedFile.OpenRead(first);
        await using var other = SharedFile.OpenRead(second);
        var verifier = new ArtifactVerifier();
        var digest = await DigestAsync(one, verifier, cancellationToken);
        var otherDigest = await DigestAsync(other, verifier, cancellationToken);
        if (digest.File.AsSpan().SequenceEqual(otherDigest.File))
            return [];
        if (digest.Kind != otherDigest.Kind)
            return [new ContentDifference("", ContentDifferenceKind.Format)];
        return digest.Kind == FileKind.Package
            ? await ComparePackagesAsync(one, other, verifier, digest.IsSound && otherDigest.IsSound, cancellationToken)
            : [new ContentDifference("", KindOf(digest, otherDigest))];
    }

    private static ContentDifferenceKind KindOf(FileDigests one, FileDigests other)
    {
        if (one.Signed is null || other.Signed is null || !one.Signed.AsSpan().SequenceEqual(other.Signed))
            return ContentDifferenceKind.Content;
        return one.IsSound && other.IsSound ? ContentDifferenceKind.OnlySigned : ContentDifferenceKind.Unaccounted;
    }

    private static async Task<IReadOnlyList<ContentDifference>> ComparePackagesAsync(
        Stream first, Stream second, ArtifactVerifier verifier, bool areSound, CancellationToken cancellationToken)
    {
        var (one, comments) = await ReadEntriesAsync(first, verifier, cancellationToken);
        var (other, otherComments) = await ReadEntriesAsync(second, verifier, cancellationToken);
        var differences = new List<ContentDifference>();
        if (!areSound || comments != otherComments)
            differences.Add(new ContentDifference("", ContentDifferenceKind.Unaccounted));
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

    private static async Task<(Dictionary<string, FileDigests> Entries, string Comments)> ReadEntriesAsync(
        Stream package, ArtifactVerifier verifier, CancellationToken cancellationToken)
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
            if (!entries.TryAdd(entry.FullName, await DigestAsync(content.File, verifier, cancellationToken)))
                throw new InvalidDataException($"A package holds {entry.FullName} twice.");
        }

        return (entries, CommentsIn(archive));
    }

    /// <summary>What stands in an archive beside its entries; nothing in packages that NuGet makes.</summary>
    private static string CommentsIn(ZipArchive archive) => string.Join('\0', archive.Entries
        .Where(entry => entry.Comment.Length > 0)
        .OrderBy(entry => entry.FullName, StringComparer.Ordinal)
        .Select(entry => $"{entry.FullName}\0{entry.Comment}")
        .Prepend(archive.Comment));

    private static async Task<FileDigests> DigestAsync(Stream file, ArtifactVerifier verifier, CancellationToken cancellationToken)
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
            return new FileDigests(kind, whole.Finish(), null, await IsSoundAsync(file, verifier, cancellationToken));
        }

        // What signing fills up: the digest of an unsigned file is that of the file as it will be.
        var padding = new byte[(int)(-layout.CertificateTable.Start & 7)];
        return new FileDigests(FileKind.Executable, whole.Finish(), covered.Finish(padding),
            await IsSoundAsync(file, verifier, cancellationToken));
    }

    /// <summary>Whether nothing is hidden where digests do not look, and each signature is about the file.</summary>
    private static async Task<bool> IsSoundAsync(Stream file, ArtifactVerifier verifier, CancellationToken cancellationToken)
    {
        var options = VerificationOptions.Integrity with { PackageContentDigests = false };
        var result = await verifier.VerifyAsync(file, options, cancellationToken);
        return result.Verdict != Verdict.Invalid && result.Findings.All(finding => finding.Kind != FindingKind.HiddenData);
    }

    private enum FileKind
    {
        Other,
        Executable,
        Package,
    }

    private sealed record FileDigests(FileKind Kind, byte[] File, byte[]? Signed, bool IsSound);
}
