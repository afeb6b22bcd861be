namespace CodeSign.Build.Files;

/// <summary>What the last run found out about one file on its way into the package or the published folder.</summary>
internal sealed record InputState
{
    /// <summary>Full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Its path in the package or the folder.</summary>
    public required string TargetPath { get; init; }

    /// <summary>Its length in bytes when it was last looked at.</summary>
    public required long Length { get; init; }

    /// <summary>Its last-write time then, UTC, in ticks.</summary>
    public required long LastWriteTicks { get; init; }

    /// <summary>What becomes of it.</summary>
    public required FileUse Use { get; init; }

    /// <summary>What was decided about it, or <see langword="null"/> where it is nothing that can be signed.</summary>
    public PlannedState? Planned { get; init; }

    /// <summary>Its places here and there, by which it is known again.</summary>
    public (string Path, string TargetPath) Place => (Path, TargetPath);

    /// <summary>Notes how a file looks now.</summary>
    public static InputState Of(InputFile input)
    {
        var file = new FileInfo(input.Path);
        return new InputState
        {
            Path = input.Path,
            TargetPath = input.TargetPath,
            Length = file.Length,
            LastWriteTicks = file.LastWriteTimeUtc.Ticks,
            Use = input.Use,
        };
    }

    /// <summary>The same, with the length that the file has now.</summary>
    public static InputState Seen(InputState state)
    {
        var file = new FileInfo(state.Path);
        return file.Exists ? state with { Length = file.Length, LastWriteTicks = file.LastWriteTimeUtc.Ticks } : state;
    }

    /// <summary>Whether the file is as it was when this was written, and so is its signed copy.</summary>
    public bool IsCurrent(InputFile input)
    {
        var file = new FileInfo(input.Path);
        return file.Exists && file.Length == Length && file.LastWriteTimeUtc.Ticks == LastWriteTicks
            && (Planned?.IsCurrent ?? true);
    }
}
