using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Signing.Cache;

namespace CodeSign.Signing;

/// <summary>
/// Takes one content through all steps up to a verified copy beside each of its destinations. Work that keeps a core busy waits
/// for a place among the workers; waiting for a key or for a timestamp server takes no place away.
/// </summary>
internal sealed class ContentSigner(
    SigningEngineOptions options, StagingArea area, DiskFlusher flusher, SigningLimits limits, EnginePreparation preparation)
{
    private readonly ContainerRewriter _containers = new(options.Inspector, area);
    private readonly SignatureMaker _signatures = new(options.Cache, limits, options.Log);

    /// <summary>Signs a content whose entries are signed, and makes the copies for its jobs.</summary>
    public async Task SignAsync(DistinctContent content, CancellationToken cancellationToken)
    {
        try
        {
            var rewritten = content.Entries.Count == 0
                ? null
                : await limits.Work.RunAsync(token => _containers.RewriteAsync(content, token), cancellationToken);
            content.Staged = content.IsSigned
                ? await StageAsync(content, rewritten, cancellationToken)
                : await limits.Work.RunAsync(_ => Task.FromResult(StageUnsigned(content, rewritten!)), cancellationToken);
            content.Copies = content.Jobs.Count switch
            {
                0 => [],
                1 => [content.Staged],
                _ => await limits.Work.RunAsync(token => Task.FromResult(CopyToAll(content, content.Staged, token)), cancellationToken),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StagingDiagnostics.CannotStage.Exception(
                $"{content.Source} can't be signed into {Path.GetDirectoryName(content.Place)}: {e.Message}",
                "Make sure that the file is readable, that the folder is writable, and that the disk has room.", content.Source, e);
        }
    }

    private async Task<StagedFile> StageAsync(DistinctContent content, RewrittenContainer? rewritten, CancellationToken cancellationToken)
    {
        var source = rewritten?.Path ?? content.Source;
        var temporary = area.NewFile(content.Place);
        var format = await limits.Work.RunAsync(_ => Task.FromResult(FindFormat(content, source)), cancellationToken);
        await using var signable = await limits.Work.RunAsync(
            token => format.StageAsync(Request(content, source, temporary), token), cancellationToken);
        RequireUnchanged(content, rewritten, signable);

        await content.Profile.Signer.PathValidation;
        var signature = await _signatures.MakeAsync(format.Name, signable, content.Profile, cancellationToken);
        await preparation.Verification;
        try
        {
            return await limits.Work.RunAsync(async token =>
            {
                await signable.EmbedAsync(signature.Encoded, token);
                FlushIfMoved(content, temporary);
                var facts = await VerifyAsync(content, rewritten, format, signable, temporary, signature, token);
                rewritten?.Delete();
                return new StagedFile(facts, temporary, ModeOf(facts));
            }, cancellationToken);
        }
        catch (CodeSignException e) when (signature.Hit is not null)
        {
            // Refused once, it is not found again.
            _signatures.Refuse(signature.Hit, e.Diagnostic.Cause);
            return await StageAsync(content, rewritten, cancellationToken);
        }
    }

    // A signature beside a program is no program.
    private static UnixFileMode ModeOf(SignedFile file) => file.IsDetached
        ? FileMover.ModeOf(file.Job.Source) & ~(UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)
        : FileMover.ModeOf(file.Job.Source);

    /// <summary>An archive that carries no signature itself is done when it is rewritten: it has been verified then.</summary>
    private StagedFile StageUnsigned(DistinctContent content, RewrittenContainer rewritten)
    {
        using var file = SharedFile.OpenRead(rewritten.Path);
        var format = options.Formats.Find(file);
        FlushIfMoved(content, rewritten.Path);
        var facts = new SignedFile
        {
            Job = JobOf(content),
            Format = format?.Name ?? "zip",
            SourceSha256 = rewritten.SourceSha256,
            Sha256 = rewritten.Sha256,
            Length = file.Length,
            ContentDigest = "",
            Timestamp = null,
            SharesSignature = false,
            Entries = ContainerRewriter.FactsOf(content),
        };
        return new StagedFile(facts, rewritten.Path, FileMover.ModeOf(JobOf(content).Source));
    }

    private ISignatureFormat FindFormat(DistinctContent content, string path)
    {
        using var file = SharedFile.OpenRead(path);
        return options.Formats.Find(file)
            ?? throw StagingDiagnostics.NotSignable.Exception(
                $"{content.Source} is none of: {string.Join(", ", options.Formats.Select(format => format.Name))}.",
                "Take it out of what is to be signed.", content.Source);
    }

    // What is only part of an archive is never moved anywhere, and need not survive a power cut.
    private void FlushIfMoved(DistinctContent content, string temporary)
    {
        if (content.Jobs.Count > 0)
            flusher.Add(temporary);
    }

    private static SigningJob JobOf(DistinctContent content) =>
        content.Jobs.Count > 0 ? content.Jobs[0] : new SigningJob(content.Source, content.Place, content.Profile, content.Sha256);

    private StagingRequest Request(DistinctContent content, string source, string temporary) => new()
    {
        Source = source,
        Destination = temporary,
        Digest = content.Profile.Digest,
        Signer = content.Profile.Signer,
        Description = content.Profile.Description,
        DescriptionUrl = content.Profile.DescriptionUrl,
        Existing = content.Profile.Existing,
        PackageContentHash = content.Profile.PackageContentHash,
        WriteThrough = content.Jobs.Count > 0 ? () => flusher.Add(temporary) : null,
    };

    private static void RequireUnchanged(DistinctContent content, RewrittenContainer? rewritten, ISignable signable)
    {
        var read = Convert.ToHexStringLower(signable.SourceSha256.Span);
        if (rewritten is not null && read != rewritten.Sha256)
            throw SourceChange.Of(rewritten.Path);
        SourceChange.Refuse(content, rewritten?.SourceSha256 ?? read);
    }

    private async Task<SignedFile> VerifyAsync(
        DistinctContent content, RewrittenContainer? rewritten, ISignatureFormat format, ISignable signable, string temporary,
        MadeSignature signature, CancellationToken cancellationToken)
    {
        var expectation = new SignatureExpectation
        {
            Chain = content.Profile.Signer.Chain,
            Digest = content.Profile.Digest,
            ContentDigest = signable.ContentDigest,
            DetachedFrom = signable.DetachedFrom,
            Timestamp = signature.Timestamp,
        };
        var sha256 = await VerifyAsync(content, temporary, expectation, cancellationToken);
        var job = JobOf(content);
        return new SignedFile
        {
            Job = job,
            Format = format.Name,
            // They are the same, and there may be many thousands to keep.
            SourceSha256 = rewritten?.SourceSha256 ?? job.SourceSha256 ?? content.Sha256 ?? Convert.ToHexStringLower(signable.SourceSha256.Span),
            Sha256 = sha256,
            Length = new FileInfo(temporary).Length,
            IsDetached = signable.DetachedFrom is not null,
            ContentDigest = Convert.ToHexStringLower(signable.ContentDigest.Span),
            PackageContent = signable.PackageContent is null ? null : await signable.PackageContent,
            Timestamp = signature.Timestamp,
            CachedSince = signature.Hit?.SignedAt,
            SharesSignature = false,
            Entries = ContainerRewriter.FactsOf(content),
        };
    }

    private async Task<string> VerifyAsync(
        DistinctContent content, string temporary, SignatureExpectation expectation, CancellationToken cancellationToken)
    {
        try
        {
            return await options.Inspector.VerifyAsync(temporary, expectation, cancellationToken);
        }
        catch (CodeSignException e)
        {
            // The temporary file's name says nothing to the user.
            throw new CodeSignException(e.Diagnostic with { File = content.Source }, e);
        }
    }

    private StagedFile[] CopyToAll(DistinctContent content, StagedFile signed, CancellationToken cancellationToken)
    {
        var staged = new StagedFile[content.Jobs.Count];
        staged[0] = signed;
        for (var index = 1; index < staged.Length; index++)
        {
            var job = content.Jobs[index];
            var temporary = area.NewFile(job.Destination);
            File.Copy(signed.Temporary, temporary, overwrite: true);
            if (FileDigest.Sha256(temporary, cancellationToken) != signed.Facts.Sha256)
                throw StagingDiagnostics.SourceChanged.Exception(
                    $"The copy of a signed file for {job.Destination} differs from the one that was verified.",
                    "Make sure that nothing else writes to the folder, and that the disk is sound.", job.Destination);
            flusher.Add(temporary);
            var facts = signed.Facts with { Job = job, SharesSignature = true };
            staged[index] = new StagedFile(facts, temporary, ModeOf(facts));
        }
        return staged;
    }
}
