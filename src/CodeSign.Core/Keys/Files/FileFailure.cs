namespace CodeSign.Keys.Files;

/// <summary>Says why a file could not be read in words that fit every platform.</summary>
internal static class FileFailure
{
    public static bool IsFileFailure(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException;

    public static string Describe(Exception e) => e switch
    {
        FileNotFoundException => "It does not exist.",
        DirectoryNotFoundException => "Its folder does not exist.",
        UnauthorizedAccessException => "This user may not read it.",
        _ => e.Message,
    };
}
