using System.ComponentModel;

namespace CodeSign.Tool.Reports.Json;

/// <summary>What a timestamp token says.</summary>
[Description("What a timestamp token says (TSTInfo, RFC 3161).")]
internal sealed record TimestampContentsDocument(
    [property: Description("The time, UTC.")] DateTimeOffset GenTime,
    [property: Description("How far it may be off, in seconds. Absent where the authority does not say.")] double? AccuracySeconds,
    [property: Description("The authority's policy, an object identifier.")] string Policy,
    [property: Description("The serial number, hexadecimal.")] string SerialNumber,
    [property: Description("The digest algorithm of the imprint, an object identifier.")] string ImprintAlgorithm,
    [property: Description("The digest of what was stamped, hexadecimal.")] string Imprint);
