namespace CodeSign.Tool.Reports;

/// <summary>What results are written as, where they are of no use to code scanning.</summary>
internal enum TextFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs.</summary>
    Json,
}
