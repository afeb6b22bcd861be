using System.Formats.Tar;

namespace CodeSign.FileSystem;

/// <summary>
/// Tells regular files from pipes, sockets and devices before they are opened: opening a named pipe waits for whoever writes into it,
/// for ever and beyond any cancellation.
/// </summary>
internal static class RegularFile
{
    /// <summary>Makes sure that a path leads to a regular file, or to nothing, which opening it tells.</summary>
    /// <exception cref="IOException">It leads to something else, or can't be followed.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not look at it.</exception>
    public static void Require(string path)
    {
        // Windows has no others in folders, and elsewhere all others have no length.
        if (OperatingSystem.IsWindows())
            return;
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
            file = new FileInfo(RealPath.Of(file.FullName));
        if (file is { Exists: true, Length: 0 } && !IsRegular(file.FullName))
            throw new IOException($"'{path}' is not a regular file.");
    }

    /// <summary>
    /// .NET tells what kind of file a path leads to in one place alone: where it describes it for a tar archive, opening regular ones only.
    /// </summary>
    private static bool IsRegular(string path)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            try
            {
                writer.WriteEntry(path, "file");
            }
            catch (IOException)
            {
                // A socket, which no archive can hold.
                return false;
            }
        }

        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry()?.EntryType == TarEntryType.RegularFile;
    }
}
