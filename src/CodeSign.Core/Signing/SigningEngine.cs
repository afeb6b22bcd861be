using CodeSign.Diagnostics;
using CodeSign.FileSystem;

namespace CodeSign.Signing;

/// <summary>
/// Executes signing: every distinct content is signed once, by the key of its profile, timestamped and verified, archives after what is
/// in them; only when all are done is the first signed file moved into place. Whatever ends the run before, each destination is as it
/// was; whatever ends it then, each destination is as it was or fully signed.
/// </summary>
public sealed class SigningEngine
{
    private readonly SigningEngineOptions _options;

    /// <summary>Makes an engine. It may be used again, also by several threads at once.</summary>
    public SigningEngine(SigningEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxParallelism, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxWaiting, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxTimestamps, 1);
        _options = options;
    }

    /// <summary>Signs files, and moves them into place.</summary>
    /// <param name="jobs">What to sign, and where it goes. No two may go to the same place.</param>
    /// <param name="cancellationToken">Ends the work, until the first file is moved into place.</param>
    /// <returns>What became of each job, in the order of the jobs.</returns>
    /// <exception cref="ArgumentException">Two jobs have the same destination, or a path is not a full path.</exception>
    /// <exception cref="CodeSignException">A file can't be signed; nothing was moved into place.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it; nothing was moved into place.</exception>
    public async Task<IReadOnlyList<SignedFile>> SignAsync(IReadOnlyList<SigningJob> jobs, CancellationToken cancellationToken)
    {
        using var staged = await StageAsync(jobs, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        staged.MoveIntoPlace();
        return staged.Files;
    }

    /// <summary>
    /// Signs files into verified copies beside their places, for a caller who has something left to do that may fail before they are
    /// moved there.
    /// </summary>
    /// <param name="jobs">What to sign, and where it goes. No two may go to the same place.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The copies; disposed without having been moved into place, they are gone.</returns>
    /// <exception cref="ArgumentException">Two jobs have the same destination, or a path is not a full path.</exception>
    /// <exception cref="CodeSignException">A file can't be signed.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public async Task<StagedRun> StageAsync(IReadOnlyList<SigningJob> jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        RequireDistinctFullPaths(jobs);

        await using var preparation = EnginePreparation.Start(jobs, _options.Inspector);
        var contents = ContentGraph.Build(jobs, _options.MaxParallelism, cancellationToken);
        var area = OpenArea(jobs);
        try
        {
            var limits = new SigningLimits(_options);
            using var flusher = new DiskFlusher(FileMover.FlushFile);
            var signer = new ContentSigner(_options, area, flusher, limits, preparation);
            await ContentScheduler.RunAsync(contents, _options.MaxWaiting, signer.SignAsync, cancellationToken);
            WriteThrough(flusher);
            return new StagedRun(InOrder(contents, jobs), area, _options.Log);
        }
        catch
        {
            area.Dispose();
            throw;
        }
    }

    private static IReadOnlyList<StagedFile> InOrder(IReadOnlyList<DistinctContent> contents, IReadOnlyList<SigningJob> jobs)
    {
        var copies = contents.SelectMany(content => content.Copies).ToDictionary(copy => copy.Facts.Job.Destination, StringComparer.Ordinal);
        return [.. jobs.Select(job => copies[job.Destination])];
    }

    private static void RequireDistinctFullPaths(IReadOnlyList<SigningJob> jobs)
    {
        var destinations = new HashSet<string>(PathNames.Comparer);
        foreach (var job in jobs)
        {
            if (!Path.IsPathFullyQualified(job.Source) || !Path.IsPathFullyQualified(job.Destination))
                throw new ArgumentException($"'{job.Source}' and '{job.Destination}' must be full paths.", nameof(jobs));
            if (!destinations.Add(Path.GetFullPath(job.Destination)))
                throw new ArgumentException($"Two jobs have the destination '{job.Destination}'.", nameof(jobs));
        }
    }

    private static StagingArea OpenArea(IReadOnlyList<SigningJob> jobs)
    {
        try
        {
            return StagingArea.Open(jobs.Select(job => job.Destination));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(e);
        }
    }

    /// <summary>Has all staged files on the disk: after a power cut, a rename must not be there without what was renamed.</summary>
    private static void WriteThrough(DiskFlusher flusher)
    {
        try
        {
            flusher.Complete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(e);
        }
    }

    private static CodeSignException CannotWrite(Exception e) => StagingDiagnostics.CannotStage.Exception(
        $"Signed files can't be written: {e.Message}", "Make sure that the folder is writable and that the disk has room.", inner: e);
}
