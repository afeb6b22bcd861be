using System.Collections.Concurrent;
using CodeSign.Diagnostics;

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

    /// <summary>Signs files.</summary>
    /// <param name="jobs">What to sign, and where it goes. No two may go to the same place.</param>
    /// <param name="cancellationToken">Ends the work, until the first file is moved into place.</param>
    /// <returns>What became of each job, in the order of the jobs.</returns>
    /// <exception cref="ArgumentException">Two jobs have the same destination, or a path is not a full path.</exception>
    /// <exception cref="CodeSignException">A file can't be signed; nothing was moved into place.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it; nothing was moved into place.</exception>
    public async Task<IReadOnlyList<SignedFile>> SignAsync(IReadOnlyList<SigningJob> jobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        RequireDistinctFullPaths(jobs);

        await using var preparation = EnginePreparation.Start(jobs, _options.Inspector);
        using var limits = new SigningLimits(_options);
        var contents = await ContentGraph.BuildAsync(jobs, _options.MaxParallelism, cancellationToken);
        using var area = OpenArea(jobs);
        using var flusher = new DiskFlusher(FileMover.FlushFile);
        var signer = new ContentSigner(_options, area, flusher, limits, preparation);
        var staged = new ConcurrentDictionary<string, StagedFile>(StringComparer.Ordinal);
        await ContentScheduler.RunAsync(contents, _options.MaxWaiting, async (content, token) =>
        {
            foreach (var file in await signer.SignAsync(content, token))
                staged[file.Facts.Job.Destination] = file;
        }, cancellationToken);

        WriteThrough(flusher);
        cancellationToken.ThrowIfCancellationRequested();
        return MoveIntoPlace([.. jobs.Select(job => staged[job.Destination])]);
    }

    private static void RequireDistinctFullPaths(IReadOnlyList<SigningJob> jobs)
    {
        var destinations = new HashSet<string>(PathComparer.Instance);
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

    private List<SignedFile> MoveIntoPlace(StagedFile[] files)
    {
        var moved = new List<SignedFile>(files.Length);
        foreach (var file in files)
        {
            var destination = file.Facts.Job.Destination;
            try
            {
                FileMover.Move(file.Temporary, destination, file.ModeOfNew);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw StagingDiagnostics.CannotMove.Exception(
                    $"{destination} can't be replaced by its signed copy: {e.Message} "
                    + $"Of {files.Length} signed files, {moved.Count} are in place; the others are as they were.",
                    "End what holds the file open, make its folder writable, and run again.", destination, e);
            }
            _options.Log.Detail($"Signed {file.Facts.Job.Source} -> {destination}.");
            moved.Add(file.Facts);
        }

        using var flusher = new DiskFlusher(FileMover.FlushFolder);
        foreach (var folder in files.Select(file => Path.GetDirectoryName(file.Facts.Job.Destination)!).Distinct(PathComparer.Instance))
            flusher.Add(folder);
        flusher.Complete();
        return moved;
    }
}
