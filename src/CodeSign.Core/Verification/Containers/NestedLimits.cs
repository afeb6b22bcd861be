namespace CodeSign.Verification.Containers;

/// <summary>How far archives are looked into: what is behind is refused, not skipped.</summary>
public sealed record NestedLimits
{
    /// <summary>How many archives may stand inside of one another.</summary>
    public int Depth { get; init; } = 8;

    /// <summary>How many entries a file may have, those of all archives in it together.</summary>
    public int Entries { get; init; } = 100_000;

    /// <summary>How many bytes are expanded of a file, of all archives in it together.</summary>
    public long Bytes { get; init; } = 4L * 1024 * 1024 * 1024;
}
