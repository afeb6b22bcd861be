using CodeSign.Diagnostics;
using CodeSign.FileSystem;

namespace CodeSign.Signing;

/// <summary>
/// What one run has signed and verified, beside the places where it is to stand. Until it is moved there, each place is as it was.
/// </summary>
public sealed class StagedRun : IDisposable
{
    private readonly IReadOnlyList<StagedFile> _staged;
    private readonly StagingArea _area;
    private readonly IEngineLog _log;

    internal StagedRun(IReadOnlyList<StagedFile> staged, StagingArea area, IEngineLog log)
    {
        _staged = staged;
        _area = area;
        _log = log;
        Files = [.. staged.Select(file => file.Facts)];
    }

    /// <summary>What became of each job, in the order of the jobs.</summary>
    public IReadOnlyList<SignedFile> Files { get; }

    /// <summary>Moves all files into place, one by one, each at once and whole.</summary>
    /// <exception cref="CodeSignException">A file can't be replaced; it says how many are in place.</exception>
    public void MoveIntoPlace()
    {
        for (var moved = 0; moved < _staged.Count; moved++)
            Move(_staged[moved], moved);

        using var flusher = new DiskFlusher(FileMover.FlushFolder);
        foreach (var folder in Files.Select(file => Path.GetDirectoryName(file.Job.Destination)!).Distinct(PathNames.Comparer))
            flusher.Add(folder);
        flusher.Complete();
    }

    /// <summary>Removes what was not moved into place.</summary>
    public void Dispose() => _area.Dispose();

    private void Move(StagedFile file, int moved)
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
                + $"Of {_staged.Count} signed files, {moved} are in place; the others are as they were.",
                "End what holds the file open, make its folder writable, and run again.", destination, e);
        }

        _log.Detail($"Signed {file.Facts.Job.Source} -> {destination}.");
    }
}
