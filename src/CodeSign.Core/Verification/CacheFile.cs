namespace CodeSign.Verification;

/// <summary>
/// Files in which verification remembers what it need not find out again. One that can't be written is no failure: it is found out again.
/// </summary>
internal static class CacheFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Writes a file, as far as it can be, so that its place holds the old content or the whole new one at every moment.</summary>
    /// <param name="path">Full path of the file; its folder is made where it does not exist.</param>
    /// <param name="content">The content.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static async Task TryWriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}";
        try
        {
            Create(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(temporary, content, cancellationToken);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
        }
    }

    private static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Where there is no folder there is no file either.
        }
    }
}
