namespace CodeSign.Tool.Output;

/// <summary>What a piece of text is to the person who reads it. How that looks is the output's affair.</summary>
internal enum TextStyle
{
    /// <summary>Nothing special.</summary>
    Normal,

    /// <summary>All is well.</summary>
    Good,

    /// <summary>Worth a look.</summary>
    Caution,

    /// <summary>Something is wrong.</summary>
    Bad,

    /// <summary>Of less weight than what stands around it.</summary>
    Faint,

    /// <summary>What the eye shall find.</summary>
    Strong,
}
