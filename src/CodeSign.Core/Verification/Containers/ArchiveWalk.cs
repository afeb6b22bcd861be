using System.IO.Compression;
using CodeSign.Verification.Content;
using CodeSign.Verification.Detached;
using CodeSign.Verification.NuGetPackage;
using CodeSign.Verification.Policies;

namespace CodeSign.Verification.Containers;

/// <summary>One walk through a file and the archives in it. It ends where a limit is met, with a finding there.</summary>
internal sealed class ArchiveWalk(ArtifactVerifier verifier, VerificationOptions options, NestedLimits limits)
{
    private const string SignatureSuffix = ".p7s";

    private readonly List<NestedResult> _results = [];
    private int _entries;
    private long _bytes;
    private bool _isOver;

    /// <summary>Walks.</summary>
    /// <param name="file">The file, readable and seekable.</param>
    /// <param name="name">Its name.</param>
    /// <param name="own">What was found about the file itself.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <returns>The file itself, then what is in it.</returns>
    public async Task<IReadOnlyList<NestedResult>> RunAsync(
        Stream file, string name, VerificationResult own, CancellationToken cancellationToken)
    {
        await AddAsync(file, name, own, depth: 0, cancellationToken);
        return _results;
    }

    private async Task AddAsync(Stream file, string name, VerificationResult own, int depth, CancellationToken cancellationToken)
    {
        var place = _results.Count;
        _results.Add(new NestedResult(name, own));
        if (IsMalformed(own) || !IsArchive(file, own))
            return;
        if (depth >= limits.Depth)
        {
            _results[place] = new NestedResult(
                name, Broken(own, FindingKind.ArchiveLimit, $"It stands in {depth} archives; no more than {limits.Depth} are opened."));
            return;
        }

        try
        {
            var count = CountEntries(file);
            await using var archive = await ZipArchive.CreateAsync(
                file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            if (archive.Entries.Count != count)
                throw new InvalidDataException("Its directory can be read in two ways.");
            if (archive.Entries.CountBy(entry => entry.FullName, StringComparer.Ordinal).Any(name => name.Value > 1))
                throw new InvalidDataException("Two of its entries have one name.");
            var isPlain = !PackageIdReader.IsPackage(archive);
            _results[place] = new NestedResult(name, own) { IsPlainArchive = isPlain };
            await WalkAsync(archive, name, depth, cancellationToken);

            // An archive carries no signature: what counts is in it. That of the file itself tells the caller what it is.
            if (isPlain && depth > 0 && own.Verdict == Verdict.Unsigned)
                _results.RemoveAt(place);
        }
        catch (InvalidDataException e)
        {
            _results[place] = new NestedResult(name, Broken(own, FindingKind.MalformedFile, $"It can't be opened: {e.Message}"));
        }
    }

    /// <summary>Counts by our own reader, which bounds what it reads, before .NET's reads everything.</summary>
    private static int CountEntries(Stream file)
    {
        try
        {
            var count = Archive.Read(file).Entries.Count;
            file.Position = 0;
            return count;
        }
        catch (Exception e) when (e is EndOfStreamException or OverflowException)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private async Task WalkAsync(ZipArchive archive, string archiveName, int depth, CancellationToken cancellationToken)
    {
        foreach (var entry in archive.Entries.Where(entry => !IsFolder(entry)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_isOver)
                return;
            var name = $"{archiveName}{NestedVerifier.Separator}{entry.FullName.Replace('\\', '/')}";
            if (++_entries > limits.Entries)
                End(entry, name, $"There are more than {limits.Entries} entries.");
            else if (FindFault(entry) is { } fault)
                Refuse(entry, name, FindingKind.MalformedFile, fault);
            else
                await VerifyAsync(entry, name, depth, cancellationToken);
        }
    }

    private async Task VerifyAsync(ZipArchiveEntry entry, string name, int depth, CancellationToken cancellationToken)
    {
        try
        {
            var item = new PolicyItem { Path = name, Manifests = [] };
            var signature = entry.Archive.GetEntry(entry.FullName + SignatureSuffix);
            if (signature is null && !IsRuled(item) && !await IsRecognisedAsync(entry, cancellationToken))
                return;
            using var content = await ExpandAsync(entry, name, cancellationToken);
            if (content is null)
                return;
            var held = options with { Item = item };
            var result = await verifier.VerifyAsync(content.File, held, cancellationToken);
            if (signature is not null && SignatureBeside.SpeaksFor(result, content.File))
                result = await VerifyDetachedAsync(content, signature, name, held, cancellationToken);
            if (result is not null && !IsOfNoInterest(result))
                await AddAsync(content.File, name, result, depth + 1, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            Refuse(entry, name, FindingKind.MalformedFile, $"It can't be unpacked: {e.Message}");
        }
    }

    /// <summary>What the signature beside an entry says; <see langword="null"/> where that can't be unpacked, which is a result of its own.</summary>
    private async Task<VerificationResult?> VerifyDetachedAsync(
        TemporaryContent content, ZipArchiveEntry signature, string name, VerificationOptions held, CancellationToken cancellationToken)
    {
        using var encoded = await ExpandAsync(signature, name + SignatureSuffix, cancellationToken);
        return encoded is null ? null : await verifier.VerifyDetachedAsync(content.File, encoded.File, held, cancellationToken);
    }

    /// <summary>Whether there is something to look into: also in what is signed by the signature beside it.</summary>
    private static bool IsArchive(Stream file, VerificationResult own)
    {
        if (own.Format != DetachedSignatureVerifier.Name)
            return own.Format == NuGetPackageVerifier.FormatName;
        return NuGetPackageVerifier.IsArchive(FileScanner.Read(file, new ByteRange(0, Math.Min(file.Length, ArtifactVerifier.BeginningSize))));
    }

    /// <summary>Whether a rule of a policy is about it, whatever it is.</summary>
    private bool IsRuled(PolicyItem item) => options.Policy is { } policy && RuleMatcher.Find(policy, item) is not null;

    private async Task<bool> IsRecognisedAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        var beginning = new byte[ArtifactVerifier.BeginningSize];
        await using var content = await entry.OpenAsync(cancellationToken);
        var read = await content.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken);
        return verifier.Recognises(beginning.AsSpan(0, read));
    }

    private async Task<TemporaryContent?> ExpandAsync(ZipArchiveEntry entry, string name, CancellationToken cancellationToken)
    {
        if (entry.Length < 0 || entry.Length > limits.Bytes - _bytes)
        {
            End(entry, name, $"With it more than {limits.Bytes} bytes would be expanded.");
            return null;
        }

        _bytes += entry.Length;
        var content = new TemporaryContent();
        try
        {
            await using var expanded = await entry.OpenAsync(cancellationToken);
            await content.FillAsync(expanded, entry.Length, entry.FullName, cancellationToken);
            return content;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    private void End(ZipArchiveEntry entry, string name, string explanation)
    {
        Refuse(entry, name, FindingKind.ArchiveLimit, $"{explanation} Nothing behind this place was looked at.");
        _isOver = true;
    }

    private void Refuse(ZipArchiveEntry entry, string name, FindingKind kind, string explanation) =>
        _results.Add(new NestedResult(name, new VerificationResult
        {
            Verdict = Verdict.Invalid,
            Findings = [new Finding(kind, FindingSeverity.Broken, "", explanation)],
            Signatures = [],
            Format = null,
            Length = Math.Max(0, entry.Length),
            Sha256 = default,
        }));

    private static VerificationResult Broken(VerificationResult own, FindingKind kind, string explanation) => own with
    {
        Verdict = Verdict.Invalid,
        Findings = [.. own.Findings, new Finding(kind, FindingSeverity.Broken, "", explanation)],
        DecidingSignature = null,
        Policy = own.Policy is { } policy ? policy with { IsAccepted = false } : null,
    };

    /// <summary>What keeps an entry from being looked at, or would let it stand elsewhere than its name says.</summary>
    private static string? FindFault(ZipArchiveEntry entry) =>
        entry.IsEncrypted ? "It is encrypted, so that nobody can tell what it is."
        : LeadsElsewhere(entry.FullName.Replace('\\', '/')) ? "Its name leads out of the folder that the archive is unpacked to."
        : null;

    /// <summary>By '..', from the root ('/x', '//server/x') or with a drive of Windows ('c:x').</summary>
    private static bool LeadsElsewhere(string path) =>
        path is ['/', ..] or [_, ':', ..] || path.Split('/').Contains("..");

    private static bool IsFolder(ZipArchiveEntry entry) => entry.Length == 0 && entry.FullName.EndsWith('/');

    private static bool IsMalformed(VerificationResult result) => result.Findings.Any(
        finding => finding is { Kind: FindingKind.MalformedFile, Severity: FindingSeverity.Broken, Place: "" });

    private static bool IsOfNoInterest(VerificationResult result) =>
        result is { Format: null, Verdict: Verdict.Unsigned, Policy: null or { Rule: null } };
}
