namespace CodeSign.Signing;

/// <summary>Refuses files that are not what they were when signing was planned.</summary>
internal static class SourceChange
{
    /// <summary>Refuses a content whose files have changed.</summary>
    /// <param name="content">The content.</param>
    /// <param name="read">SHA-256 of what was read now, hexadecimal, lower case.</param>
    /// <exception cref="Diagnostics.CodeSignException">It is another.</exception>
    public static void Refuse(DistinctContent content, string read)
    {
        foreach (var job in content.Jobs)
            if ((job.SourceSha256 ?? content.Sha256 ?? read) != read)
                throw Of(job.Source);
        if ((content.Sha256 ?? read) != read)
            throw Of(content.Source);
    }

    /// <summary>The failure for one file.</summary>
    public static Diagnostics.CodeSignException Of(string path) => StagingDiagnostics.SourceChanged.Exception(
        $"{path} is not the file any more that was looked at when signing was planned.",
        "Make sure that nothing writes to it while it is signed, and run again.", path);
}
