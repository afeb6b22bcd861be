using CodeSign.Diagnostics;
using CodeSign.Keys.Files;

namespace CodeSign.Signing.Cache;

/// <summary>
/// A folder that belongs to this user alone. On Windows the user's own folders are closed to others by what they inherit: there only
/// links are refused.
/// </summary>
internal static class CacheFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Makes the folder, with those above it that are missing, and looks at each of them and at the folder itself.</summary>
    /// <exception cref="CodeSignException">It is a link, belongs to somebody else, or others can write to it (CSB2520).</exception>
    /// <exception cref="IOException">It can't be made or looked at.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not make it or look at it.</exception>
    public static void Prepare(string path)
    {
        // Those that exist are the user's own affair, but for the folder itself and the one of ours that holds it.
        var missing = Missing(path);
        foreach (var folder in missing)
            Create(folder);
        foreach (var folder in missing.Append(path))
            Require(folder);
        if (Path.GetFileName(Path.GetDirectoryName(path)) == "CodeSign.Build")
            Require(Path.GetDirectoryName(path)!);
    }

    /// <summary>Whether something is a link, or belongs to somebody else, in words; <see langword="null"/> where it is neither.</summary>
    /// <exception cref="IOException">It can't be looked at.</exception>
    public static string? Strangeness(string path)
    {
        if (File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint))
            return "is a symbolic link";
        return FileOwner.IsCurrentUser(path) ? null : "belongs to another user";
    }

    private static List<string> Missing(string path)
    {
        var missing = new List<string>();
        for (var folder = path; folder is not null && !Path.Exists(folder); folder = Path.GetDirectoryName(folder))
            missing.Add(folder);
        missing.Reverse();
        return missing;
    }

    // Where another process, or an attacker, is faster, what it made is looked at like what was there before.
    private static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly);
    }

    private static void Require(string folder)
    {
        if (Strangeness(folder) is { } strangeness)
            throw Refused(folder, strangeness);
        if (OperatingSystem.IsWindows())
            return;
        var mode = File.GetUnixFileMode(folder);
        if ((mode & OthersWrite) != 0)
            throw Refused(folder, $"can be written by other users (mode {Convert.ToString((int)mode, 8)})");
    }

    private static CodeSignException Refused(string folder, string why) => CacheDiagnostics.NotPrivate.Exception(
        $"The folder {folder} of the signature cache {why}. Every file is signed anew.",
        "Delete the folder, or set CodeSignCacheDirectory to one that belongs to this user alone; "
        + "CodeSignCache=false does without a cache.", folder);
}
