namespace CodeSign.Keys.Files;

/// <summary>
/// Looks at who may read a secret file. On Windows the answer is in access control lists that are inherited from the folder, and a
/// user's own folders are closed by default: nothing is judged there.
/// </summary>
internal static class FileAccessCheck
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static bool IsOpenToOthers(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0;

    /// <summary>The mode as <c>chmod</c> takes it.</summary>
    public static string DescribeMode(string path) =>
        OperatingSystem.IsWindows() ? "" : $"mode {Convert.ToString((int)File.GetUnixFileMode(path), 8)}";
}
