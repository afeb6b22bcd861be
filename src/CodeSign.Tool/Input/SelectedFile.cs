namespace CodeSign.Tool.Input;

/// <summary>A file to look at.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Name">What the user calls it: as written, or what a pattern or folder gave, below what was written.</param>
/// <param name="IsNamed">Whether the user meant this very file or kind of file, rather than all that a folder holds.</param>
internal sealed record SelectedFile(string Path, string Name, bool IsNamed)
{
    /// <summary>
    /// Where a copy of it goes below another folder: its name, or its path below the pattern's or folder's own beginning.
    /// </summary>
    public string RelativePath
    {
        get => field ?? System.IO.Path.GetFileName(Path);
        init;
    }

    /// <summary>The path of an entry in the file, where that is meant and not the file itself; <c>!/</c> between archives.</summary>
    public string? Entry { get; init; }
}
