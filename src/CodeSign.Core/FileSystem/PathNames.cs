namespace CodeSign.FileSystem;

/// <summary>How paths are compared: as the operating system's usual file system does.</summary>
public static class PathNames
{
    /// <summary>How full paths are compared.</summary>
    public static StringComparison Comparison { get; } =
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>The comparer for full paths.</summary>
    public static StringComparer Comparer { get; } = StringComparer.FromComparison(Comparison);
}
