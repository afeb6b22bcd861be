namespace CodeSign.Signing;

/// <summary>How the file system tells paths apart, as far as the operating system says.</summary>
internal static class PathComparer
{
    public static StringComparer Instance { get; } =
        OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
}
