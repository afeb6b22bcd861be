namespace CodeSign.Build.Pack;

/// <summary>How paths are compared here: as the operating system's usual file system does.</summary>
internal static class PathNames
{
    /// <summary>The comparer for full paths.</summary>
    public static StringComparer Comparer { get; } =
        OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
}
