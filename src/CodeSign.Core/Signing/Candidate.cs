namespace CodeSign.Signing;

/// <summary>A file that the build ships, before anyone has looked into it.</summary>
public sealed record Candidate
{
    /// <summary>Full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Where it goes in the package or the published folder: relative, <c>/</c> between folders.</summary>
    public required string TargetPath { get; init; }

    /// <summary>Where it comes from.</summary>
    public required FileOrigin Origin { get; init; }

    /// <summary>How it is signed if it is: the owner's profile, or <see langword="null"/> for the plan's own.</summary>
    public SigningTerms? Profile { get; init; }

    /// <summary>
    /// Where people find it: the path, or, of an entry of an archive that was unpacked to the path, the archive's path, <c>!/</c> and the
    /// entry's.
    /// </summary>
    public string Location
    {
        get => field ?? Path;
        init;
    }

    /// <summary>Whether it is an entry of an archive.</summary>
    public bool IsEntry => Location != Path;

    /// <summary>An entry of this archive, before it is unpacked and anybody has asked whose it is.</summary>
    internal Candidate Entry(string name) => new()
    {
        Path = Path,
        TargetPath = $"{TargetPath}!/{name}",
        Location = $"{Location}!/{name}",
        Origin = FileOrigin.Unknown,
    };
}
