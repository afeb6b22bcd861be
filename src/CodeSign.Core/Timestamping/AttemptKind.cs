namespace CodeSign.Timestamping;

/// <summary>What asking a server once can come to.</summary>
internal enum AttemptKind
{
    /// <summary>A validated token.</summary>
    Success,

    /// <summary>A failure that may pass by itself.</summary>
    MayPass,

    /// <summary>No answer came in time.</summary>
    Unanswered,

    /// <summary>A failure that asking again does not change.</summary>
    Final,

    /// <summary>The server refuses because it has too much to do.</summary>
    Busy,

    /// <summary>No request was sent: the server had asked for a pause.</summary>
    Paused,

    /// <summary>No request was sent: the server had failed too often.</summary>
    Broken,
}
