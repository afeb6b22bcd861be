namespace CodeSign.Signing;

/// <summary>
/// Writes single files so that their place holds the old content or the whole new one at every moment, and the new one survives a
/// power cut. Until it is complete, the new content stands beside its place under a name that no CI job picks up.
/// </summary>
public static class AtomicFile
{
    /// <summary>Copies a file into place; its folder is made where it does not exist.</summary>
    /// <param name="source">Full path of the file to copy.</param>
    /// <param name="destination">Full path of the copy.</param>
    /// <param name="cancellationToken">Ends the copying, and leaves the destination as it was.</param>
    /// <exception cref="Diagnostics.CodeSignException">The copy can't be written.</exception>
    public static Task CopyAsync(string source, string destination, CancellationToken cancellationToken) =>
        WriteAsync(destination, async (file, token) =>
        {
            await using var original = SharedFile.OpenRead(source);
            await original.CopyToAsync(file, token);
        }, cancellationToken);

    /// <summary>Writes a file into place; its folder is made where it does not exist.</summary>
    /// <param name="destination">Full path of the file.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellationToken">Ends the writing, and leaves the destination as it was.</param>
    /// <exception cref="Diagnostics.CodeSignException">The file can't be written.</exception>
    public static async Task WriteAsync(
        string destination, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(destination);
        ArgumentNullException.ThrowIfNull(write);
        try
        {
            using var folder = StagingFolder.Open(Path.GetDirectoryName(destination)!);
            var temporary = folder.NewFile();
            await using (var file = new FileStream(temporary, FileMode.Open, FileAccess.Write, FileShare.Read))
            {
                await write(file, cancellationToken);
                file.Flush(flushToDisk: true);
            }
            FileMover.Move(temporary, destination, folder.DefaultMode);
            FileMover.FlushFolder(Path.GetDirectoryName(destination)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StagingDiagnostics.CannotStage.Exception(
                $"{destination} can't be written: {e.Message}",
                "Make sure that the folder is writable and that the disk has room.", destination, e);
        }
    }
}
