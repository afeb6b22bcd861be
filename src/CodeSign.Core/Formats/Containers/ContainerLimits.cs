namespace CodeSign.Formats.Containers;

/// <summary>
/// How much of an archive is unpacked. What people ship stays far below; an archive that goes beyond was made to fill disks.
/// </summary>
public sealed record ContainerLimits
{
    /// <summary>How deep archives may lie in archives; 1 is an archive without others in it.</summary>
    public int Depth { get; init; } = 8;

    /// <summary>How many entries an archive may have, together with those of the archives in it.</summary>
    public int Entries { get; init; } = 1_000_000;

    /// <summary>How many times its own length an archive may unpack to.</summary>
    public int Expansion { get; init; } = 100;

    /// <summary>How many bytes any archive may unpack to, however small it is.</summary>
    public long FreeBytes { get; init; } = 256L << 20;
}
