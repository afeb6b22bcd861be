using System.ComponentModel;
using CodeSign.Verification.Inspection;

namespace CodeSign.Tool.Reports.Json;

/// <summary>What a timestamp token says.</summary>
[Description("What a timestamp token says (TSTInfo, RFC 3161).")]
internal sealed record TimestampContentsDocument
{
    [Description("The time, UTC.")]
    public required DateTimeOffset GenTime { get; init; }

    [Description("How far it may be off, in seconds. Absent where the authority does not say.")]
    public double? AccuracySeconds { get; init; }

    [Description("The authority's policy, an object identifier.")]
    public required string Policy { get; init; }

    [Description("The serial number, hexadecimal.")]
    public required string SerialNumber { get; init; }

    [Description("The digest algorithm of the imprint, an object identifier.")]
    public required string ImprintAlgorithm { get; init; }

    [Description("The digest of what was stamped, hexadecimal.")]
    public required string Imprint { get; init; }

    /// <summary>The facts about a token.</summary>
    public static TimestampContentsDocument From(TimestampContents timestamp) => new()
    {
        GenTime = timestamp.GenTime,
        AccuracySeconds = timestamp.Accuracy?.TotalSeconds,
        Policy = timestamp.Policy,
        SerialNumber = timestamp.SerialNumber,
        ImprintAlgorithm = timestamp.ImprintAlgorithm,
        Imprint = timestamp.Imprint,
    };
}
