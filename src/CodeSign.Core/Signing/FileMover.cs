using System.Runtime.InteropServices;
using System.Text;

namespace CodeSign.Signing;

/// <summary>Moves finished files into place, so that each place holds the old file or the whole new one at every moment.</summary>
internal static class FileMover
{
    /// <summary>
    /// Renames a file over another in the same folder. The new file gets the mode of the one it replaces, or else
    /// <paramref name="modeOfNew"/>. Hard links to the old file keep the old content.
    /// </summary>
    public static void Move(string temporary, string destination, UnixFileMode modeOfNew)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(temporary, File.Exists(destination) ? File.GetUnixFileMode(destination) : modeOfNew);
        File.Move(temporary, destination, overwrite: true);
    }

    /// <summary>Renames a file over another in the same folder, and gives it a mode of its own. Hard links to the old file keep the old content.</summary>
    public static void Replace(string temporary, string destination, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(temporary, mode);
        File.Move(temporary, destination, overwrite: true);
    }

    /// <summary>A file's mode; nothing on Windows, which has none.</summary>
    public static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    /// <summary>Writes a file through to the disk.</summary>
    public static void FlushFile(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Writes renames in a folder through to the disk. Windows does so by itself.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), 0);
        if (descriptor < 0)
            return;
        _ = FileSync(descriptor);
        _ = Close(descriptor);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FileSync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
