namespace CodeSign.Signing;

/// <summary>What became of a build output.</summary>
public enum OutputReplacementResult
{
    /// <summary>It is the signed file now.</summary>
    Replaced,

    /// <summary>It was the signed file already.</summary>
    Unchanged,

    /// <summary>It is not the file that was signed, or does not exist, and was left alone; a warning says so where it exists.</summary>
    LeftAlone,

    /// <summary>It is in use and was left as it is; a warning says so.</summary>
    InUse,
}
