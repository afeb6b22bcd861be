namespace CodeSign.Tool.Reports;

/// <summary>What results are written as.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs, in the tool's own versioned form.</summary>
    Json,

    /// <summary>For code scanning: SARIF 2.1.0 (OASIS).</summary>
    Sarif,
}
