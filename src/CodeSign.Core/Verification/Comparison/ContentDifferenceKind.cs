namespace CodeSign.Verification.Comparison;

/// <summary>How two files, or two entries of packages, differ.</summary>
public enum ContentDifferenceKind
{
    /// <summary>Only in what a signature adds: what was signed is the same.</summary>
    OnlySigned,

    /// <summary>In what was signed.</summary>
    Content,

    /// <summary>
    /// Outside of what was signed, and one of them has more there than a sound signature: hidden data, or a signature that is broken.
    /// </summary>
    Unaccounted,

    /// <summary>Only the first package has it.</summary>
    OnlyInFirst,

    /// <summary>Only the second package has it.</summary>
    OnlyInSecond,

    /// <summary>They are of different kinds.</summary>
    Format,
}
