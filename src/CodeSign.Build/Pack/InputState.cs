namespace CodeSign.Build.Pack;

/// <summary>What the last pack found out about one file on its way into the package.</summary>
internal sealed record InputState
{
    /// <summary>Full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Its path in the package.</summary>
    public required string TargetPath { get; init; }

    /// <summary>Its length in bytes when it was last looked at.</summary>
    public required long Length { get; init; }

    /// <summary>Its last-write time then, UTC, in ticks.</summary>
    public required long LastWriteTicks { get; init; }

    /// <summary>Whether it goes into the package, or is an output of the project beside it.</summary>
    public required bool IsPacked { get; init; }

    /// <summary>What was decided about it, or <see langword="null"/> where it is nothing that can be signed.</summary>
    public PlannedState? Planned { get; init; }

    /// <summary>Notes how a file looks now.</summary>
    public static InputState Of(PackInput input)
    {
        var file = new FileInfo(input.Path);
        return new InputState
        {
            Path = input.Path,
            TargetPath = input.TargetPath,
            Length = file.Length,
            LastWriteTicks = file.LastWriteTimeUtc.Ticks,
            IsPacked = input.IsPacked,
        };
    }

    /// <summary>The same, with the length that the file has now.</summary>
    public static InputState Seen(InputState state)
    {
        var file = new FileInfo(state.Path);
        return file.Exists ? state with { Length = file.Length, LastWriteTicks = file.LastWriteTimeUtc.Ticks } : state;
    }

    /// <summary>Whether the file is as it was when this was written, and so is its signed copy.</summary>
    public bool IsCurrent(PackInput input)
    {
        var file = new FileInfo(input.Path);
        return file.Exists && file.Length == Length && file.LastWriteTimeUtc.Ticks == LastWriteTicks
            && (Planned?.IsCurrent ?? true);
    }
}
