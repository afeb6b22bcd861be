using System.Globalization;
using System.Security.Cryptography;

namespace CodeSign.Signing;

/// <summary>
/// A folder in which this run has temporary files: copies that wait to be moved into place beside where they will stand, so that
/// the move is a rename. Their names say whose they are, <c>.codesign-RUN-NUMBER.tmp</c>, and match no pattern by which a CI job
/// picks up artifacts. As long as the run lives it holds <c>.codesign-RUN.lock</c> open and locked; what a dead run has left behind
/// is known by its lock being free, and is removed when the next run opens the folder.
/// </summary>
internal sealed class StagingFolder : IDisposable
{
    private const string Prefix = ".codesign-";
    private const string LockSuffix = ".lock";
    private const string TemporarySuffix = ".tmp";
    private const int RunLength = 16;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder;
    private readonly string _run;
    private readonly FileStream _lock;
    private int _last;

    private StagingFolder(string folder, string run, FileStream @lock)
    {
        _folder = folder;
        _run = run;
        _lock = @lock;
        DefaultMode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(@lock.SafeFileHandle);
    }

    /// <summary>The mode that this process gives new files here.</summary>
    public UnixFileMode DefaultMode { get; }

    /// <summary>Opens a folder for temporary files, making it where it does not exist, and removes what dead runs have left.</summary>
    /// <exception cref="IOException">The folder can't be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write to the folder.</exception>
    public static StagingFolder Open(string folder)
    {
        Directory.CreateDirectory(folder);
        RemoveLeftovers(folder);
        while (true)
        {
            var run = RandomNumberGenerator.GetHexString(RunLength, lowercase: true);
            var path = LockPath(folder, run);
            if (TryLock(path, FileMode.CreateNew) is not { } held)
                continue;
            // Between making and locking the file, another run may have taken it for a dead run's and removed it.
            if (File.Exists(path))
                return new StagingFolder(folder, run, held);
            held.Dispose();
        }
    }

    /// <summary>Makes an empty temporary file that only its owner can read, and gives its full path.</summary>
    public string NewFile()
    {
        var number = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
        var path = Path.Combine(_folder, $"{Prefix}{_run}-{number}{TemporarySuffix}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        File.Open(path, options).Dispose();
        return path;
    }

    /// <summary>Removes the temporary files that were not moved into place, and gives the folder up.</summary>
    public void Dispose()
    {
        RemoveFiles(_folder, _run);
        _lock.Dispose();
    }

    private static void RemoveLeftovers(string folder)
    {
        var runs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, $"{Prefix}*"))
            if (RunOf(Path.GetFileName(path)) is { } run)
                runs.Add(run);

        foreach (var run in runs)
            RemoveDeadRun(folder, run);
    }

    private static void RemoveDeadRun(string folder, string run)
    {
        var path = LockPath(folder, run);
        try
        {
            // A run makes its lock before its first temporary file and removes it after its last: without a lock it is dead.
            using var held = File.Exists(path) ? TryLock(path, FileMode.Open) : null;
            if (held is not null || !File.Exists(path))
                RemoveFiles(folder, run);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another user's, or another run is removing it this moment.
        }
    }

    private static void RemoveFiles(string folder, string run)
    {
        foreach (var path in Directory.EnumerateFiles(folder, $"{Prefix}{run}-*{TemporarySuffix}"))
            TryDelete(path);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays, under a name that nothing picks up, for a later run to remove.
        }
    }

    /// <summary>Takes a run's lock, or gives <see langword="null"/> where another process holds it.</summary>
    private static FileStream? TryLock(string path, FileMode mode)
    {
        try
        {
            return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (IsHeld(e) || File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Whether another process held the file, which may be gone by now: ERROR_SHARING_VIOLATION, or EWOULDBLOCK (Linux, macOS).</summary>
    private static bool IsHeld(IOException e) => OperatingSystem.IsWindows() ? e.HResult == unchecked((int)0x80070020) : e.HResult is 11 or 35;

    private static string LockPath(string folder, string run) => Path.Combine(folder, $"{Prefix}{run}{LockSuffix}");

    private static string? RunOf(string name)
    {
        var isOurs = name.EndsWith(LockSuffix, StringComparison.Ordinal) || name.EndsWith(TemporarySuffix, StringComparison.Ordinal);
        if (!isOurs || name.Length < Prefix.Length + RunLength + LockSuffix.Length - 1)
            return null;
        var run = name.Substring(Prefix.Length, RunLength);
        return run.All(char.IsAsciiHexDigitLower) && name[Prefix.Length + RunLength] is '-' or '.' ? run : null;
    }
}
