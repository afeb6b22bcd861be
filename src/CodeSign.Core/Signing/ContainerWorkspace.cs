using System.Collections.Concurrent;

namespace CodeSign.Signing;

/// <summary>
/// Where entries of archives are unpacked that may have to be signed, between planning and signing: one file for each content, by no name
/// of the archive's choice, readable by its owner only. What a killed run has left is removed by the next.
/// </summary>
public sealed class ContainerWorkspace : IDisposable
{
    private readonly StagingFolder _folder;
    private readonly ConcurrentDictionary<string, string> _byContent = new(StringComparer.Ordinal);

    private ContainerWorkspace(StagingFolder folder)
    {
        _folder = folder;
    }

    /// <summary>Uses a folder, making it where it does not exist.</summary>
    /// <exception cref="Diagnostics.CodeSignException">The folder can't be written to.</exception>
    public static ContainerWorkspace Open(string folder)
    {
        try
        {
            return new ContainerWorkspace(StagingFolder.Open(folder));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StagingDiagnostics.CannotStage.Exception(
                $"Entries of archives can't be unpacked to {folder}: {e.Message}",
                "Make sure that the folder is writable and that the disk has room.", folder, e);
        }
    }

    /// <summary>Makes an empty file, and gives its full path.</summary>
    internal string NewFile() => _folder.NewFile();

    /// <summary>Gives the file that has a content already, and removes the new one; or else the new one.</summary>
    internal string Share(string path, string sha256)
    {
        var first = _byContent.GetOrAdd(sha256, path);
        if (first != path)
            File.Delete(path);
        return first;
    }

    /// <summary>Removes all files.</summary>
    public void Dispose() => _folder.Dispose();
}
