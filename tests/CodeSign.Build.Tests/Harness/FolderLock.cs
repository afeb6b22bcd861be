namespace CodeSign.Build.Tests;

/// <summary>A folder in which no file can be made, replaced or deleted, until dispose.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly string _folder;
    private readonly UnixFileMode _mode;

    /// <summary>Takes the right to write away.</summary>
    public FolderLock(string folder)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("Folders are locked by their Unix mode.");
        _folder = folder;
        _mode = File.GetUnixFileMode(folder);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <summary>What to put before a command so that folder modes count: root may write anywhere, unless it gives up that right.</summary>
    public static IReadOnlyList<string> Launcher => Environment.IsPrivilegedProcess && OperatingSystem.IsLinux()
        ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
        : [];

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder, _mode);
    }
}
