namespace CodeSign.Keys;

/// <summary>Paths in project files are often written with backslashes, and builds run everywhere.</summary>
internal static class KeyPath
{
    public static string Resolve(string path, string baseDirectory)
    {
        var full = Path.GetFullPath(path, baseDirectory);
        if (OperatingSystem.IsWindows() || !path.Contains('\\', StringComparison.Ordinal) || File.Exists(full))
            return full;

        return Path.GetFullPath(path.Replace('\\', '/'), baseDirectory);
    }
}
