namespace CodeSign.Formats;

/// <summary>When a staged copy is written through to the disk, so that no crash can leave less of it.</summary>
public enum StagingDurability
{
    /// <summary>Before <see cref="ISignable.EmbedAsync"/> ends.</summary>
    Immediate,

    /// <summary>
    /// By the caller, before it moves the copy into place. File systems write many files at once several times faster than one after
    /// the other, and a large one while it is being verified.
    /// </summary>
    ByCaller,
}
