using System.ComponentModel;
using CodeSign.Timestamping;

namespace CodeSign.Tool.Reports.Json;

/// <summary>A timestamp.</summary>
[Description("A timestamp.")]
internal sealed record TimestampDocument
{
    [Description("The time that the authority vouches for, UTC.")]
    public required DateTimeOffset GenTime { get; init; }

    [Description("How far it may be off, in seconds.")]
    public required double AccuracySeconds { get; init; }

    [Description("The timestamp's serial number, hexadecimal.")]
    public required string SerialNumber { get; init; }

    [Description("The policy that the authority issued it under, an object identifier.")]
    public required string Policy { get; init; }

    [Description("The authority's certificate.")]
    public required CertificateDocument Authority { get; init; }

    /// <summary>The facts about a timestamp.</summary>
    public static TimestampDocument From(TimestampToken token) => new()
    {
        GenTime = token.GenTime.ToUniversalTime(),
        AccuracySeconds = token.Accuracy.TotalSeconds,
        SerialNumber = token.SerialNumber,
        Policy = token.Policy,
        Authority = CertificateDocument.From(token.Chain[0]),
    };
}
