using CodeSign.Diagnostics;
using CodeSign.Keys.Files;

namespace CodeSign.Keys.Development;

/// <summary>
/// Folders and files that belong to the user alone. On Windows the user's local application data is closed to others by what it
/// inherits, and nothing is set or checked.
/// </summary>
internal static class PrivateFolder
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileModeBits = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode OthersAccess = OthersWrite
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, FolderMode);
    }

    /// <summary>Options for a file that nobody else can read from the moment it exists.</summary>
    public static FileStreamOptions FileOptions(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = FileModeBits;

        return options;
    }

    public static void WriteFile(string path, ReadOnlySpan<byte> content)
    {
        using var file = new FileStream(path, FileOptions(FileMode.CreateNew, FileShare.None));
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Refuses what others can read, write or replace.</summary>
    /// <exception cref="CodeSignException">They can.</exception>
    public static void RequireClosed(string path) => Require(path, OthersAccess);

    /// <summary>Refuses a folder that others can put things into.</summary>
    /// <exception cref="CodeSignException">They can.</exception>
    public static void RequireUnwritable(string path) => Require(path, OthersWrite);

    private static void Require(string path, UnixFileMode forbidden)
    {
        if (File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint))
            throw NotPrivate(path, "is a symbolic link", "Replace it by what it points to, or delete it");

        if (OperatingSystem.IsWindows())
            return;

        if (!FileOwner.IsCurrentUser(path))
            throw NotPrivate(path, "belongs to another user", "Delete it as that user, or run as that user (sudo -H sets the home folder)");

        var mode = File.GetUnixFileMode(path);
        if ((mode & forbidden) != 0)
            throw NotPrivate(
                path, $"is open to other users (mode {Convert.ToString((int)mode, 8)})",
                "If nobody else can have used it, close it with chmod go-rwx; otherwise delete it, and a new one is made");
    }

    private static CodeSignException NotPrivate(string path, string what, string fix) =>
        DevelopmentDiagnostics.NotPrivate.Exception($"'{path}', a part of the development identity, {what}.", $"{fix}.", path);
}
