using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Signing.Cache;

namespace CodeSign.Signing;

/// <summary>
/// Takes one content through all steps up to a verified copy beside each of its destinations. Work that keeps a core busy waits
/// for a place among the workers; waiting for a key or for a timestamp server takes no place away.
/// </summary>
internal sealed class ContentSigner(
    SigningEngineOptions options, StagingArea area, DiskFlusher flusher, SemaphoreSlim workers, EnginePreparation preparation)
{
    private readonly SignatureMaker _signatures = new(options.Cache, options.Log);

    public async ValueTask<StagedFile[]> SignAsync(DistinctContent content, CancellationToken cancellationToken)
    {
        var first = content.Jobs[0];
        try
        {
            return await StageAllAsync(content, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StagingDiagnostics.CannotStage.Exception(
                $"{first.Source} can't be signed into {Path.GetDirectoryName(first.Destination)}: {e.Message}",
                "Make sure that the file is readable, that the folder is writable, and that the disk has room.", first.Source, e);
        }
    }

    private async Task<StagedFile[]> StageAllAsync(DistinctContent content, CancellationToken cancellationToken)
    {
        var first = content.Jobs[0];
        var temporary = area.NewFile(first.Destination);
        var format = await WorkAsync(token => FindFormatAsync(first.Source, token), cancellationToken);
        await using var signable = await WorkAsync(token => format.StageAsync(Request(first, temporary), token), cancellationToken);
        RequireUnchanged(content, signable);

        var signature = await _signatures.MakeAsync(format.Name, signable, first.Profile, cancellationToken);
        await preparation.Verification;
        try
        {
            return await WorkAsync(async token =>
            {
                await signable.EmbedAsync(signature.Encoded, token);
                flusher.Add(temporary);
                var facts = await VerifyAsync(first, format, signable, temporary, signature, token);
                return await CopyToOthersAsync(content, new StagedFile(facts, temporary, ModeOf(facts)), token);
            }, cancellationToken);
        }
        catch (CodeSignException e) when (signature.Hit is not null)
        {
            // Refused once, it is not found again.
            _signatures.Refuse(signature.Hit, e.Diagnostic.Cause);
            return await StageAllAsync(content, cancellationToken);
        }
    }

    // A signature beside a program is no program.
    private static UnixFileMode ModeOf(SignedFile file) => file.IsDetached
        ? FileMover.ModeOf(file.Job.Source) & ~(UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)
        : FileMover.ModeOf(file.Job.Source);

    private async Task<T> WorkAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await workers.WaitAsync(cancellationToken);
        try
        {
            return await work(cancellationToken);
        }
        finally
        {
            workers.Release();
        }
    }

    private async Task<ISignatureFormat> FindFormatAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = SharedFile.OpenRead(path);
        return await options.Formats.FindAsync(file, cancellationToken)
            ?? throw StagingDiagnostics.NotSignable.Exception(
                $"{path} is none of: {string.Join(", ", options.Formats.Select(format => format.Name))}.",
                "Take it out of what is to be signed.", path);
    }

    private static StagingRequest Request(SigningJob job, string temporary) => new()
    {
        Source = job.Source,
        Destination = temporary,
        Digest = job.Profile.Digest,
        Signer = job.Profile.Signer,
        Description = job.Profile.Description,
        DescriptionUrl = job.Profile.DescriptionUrl,
        Existing = job.Profile.Existing,
        PackageContentHash = job.Profile.PackageContentHash,
    };

    private static void RequireUnchanged(DistinctContent content, ISignable signable)
    {
        var read = Convert.ToHexStringLower(signable.SourceSha256.Span);
        var job = content.Jobs.FirstOrDefault(j => (j.SourceSha256 ?? content.Sha256 ?? read) != read);
        if (job is not null || (content.Sha256 ?? read) != read)
            throw StagingDiagnostics.SourceChanged.Exception(
                $"{(job ?? content.Jobs[0]).Source} is not the file any more that was looked at when signing was planned.",
                "Make sure that nothing writes to it while it is signed, and run again.", (job ?? content.Jobs[0]).Source);
    }

    private async Task<SignedFile> VerifyAsync(
        SigningJob job, ISignatureFormat format, ISignable signable, string temporary, MadeSignature signature,
        CancellationToken cancellationToken)
    {
        var expectation = new SignatureExpectation
        {
            Chain = job.Profile.Signer.Chain,
            Digest = job.Profile.Digest,
            ContentDigest = signable.ContentDigest,
            DetachedFrom = signable.DetachedFrom,
            Timestamp = signature.Timestamp,
        };
        var sha256 = await VerifyAsync(job, temporary, expectation, cancellationToken);
        return new SignedFile
        {
            Job = job,
            Format = format.Name,
            SourceSha256 = Convert.ToHexStringLower(signable.SourceSha256.Span),
            Sha256 = sha256,
            Length = new FileInfo(temporary).Length,
            IsDetached = signable.DetachedFrom is not null,
            ContentDigest = Convert.ToHexStringLower(signable.ContentDigest.Span),
            PackageContent = signable.PackageContent is null ? null : await signable.PackageContent,
            Timestamp = signature.Timestamp,
            CachedSince = signature.Hit?.SignedAt,
            SharesSignature = false,
        };
    }

    private async Task<string> VerifyAsync(
        SigningJob job, string temporary, SignatureExpectation expectation, CancellationToken cancellationToken)
    {
        try
        {
            return await options.Inspector.VerifyAsync(temporary, expectation, cancellationToken);
        }
        catch (CodeSignException e)
        {
            // The temporary file's name says nothing to the user.
            throw new CodeSignException(e.Diagnostic with { File = job.Source }, e);
        }
    }

    private async Task<StagedFile[]> CopyToOthersAsync(DistinctContent content, StagedFile signed, CancellationToken cancellationToken)
    {
        var staged = new StagedFile[content.Jobs.Count];
        staged[0] = signed;
        for (var index = 1; index < staged.Length; index++)
        {
            var job = content.Jobs[index];
            var temporary = area.NewFile(job.Destination);
            File.Copy(signed.Temporary, temporary, overwrite: true);
            if (await FileDigest.Sha256Async(temporary, cancellationToken) != signed.Facts.Sha256)
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
