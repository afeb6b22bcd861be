using CodeSign.FileSystem;

namespace CodeSign.Signing;

/// <summary>The temporary files of one run, each beside its destination. What was not moved into place is removed at the end.</summary>
internal sealed class StagingArea : IDisposable
{
    private readonly Dictionary<string, StagingFolder> _folders = new(PathNames.Comparer);

    /// <summary>Opens the folders of all destinations, before any work is done.</summary>
    /// <exception cref="IOException">A folder can't be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write to a folder.</exception>
    public static StagingArea Open(IEnumerable<string> destinations)
    {
        var area = new StagingArea();
        try
        {
            foreach (var destination in destinations)
                area.OpenFolder(destination);
            return area;
        }
        catch
        {
            area.Dispose();
            throw;
        }
    }

    /// <summary>Makes an empty, owner-only temporary file beside a destination. Safe for several threads at once.</summary>
    public string NewFile(string destination) => _folders[FolderOf(destination)].NewFile();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var folder in _folders.Values)
            folder.Dispose();
    }

    private void OpenFolder(string destination)
    {
        var folder = FolderOf(destination);
        if (!_folders.ContainsKey(folder))
            _folders.Add(folder, StagingFolder.Open(folder));
    }

    private static string FolderOf(string destination) =>
        Path.GetDirectoryName(destination) ?? throw new ArgumentException($"'{destination}' is not a file's full path.", nameof(destination));
}
