using System.ComponentModel;
using CodeSign.Signing;
using CodeSign.Timestamping;

namespace CodeSign.Manifests;

/// <summary>A timestamp over a signature.</summary>
public sealed record ManifestTimestamp
{
    /// <summary>The server that gave it.</summary>
    [Description("The address of the server that gave the timestamp, or dev: for the embedded authority.")]
    public required string Server { get; init; }

    /// <summary>The subject of the authority's certificate.</summary>
    [Description("The timestamp authority: the subject of the certificate that signed the timestamp.")]
    public required string Authority { get; init; }

    /// <summary>SHA-256 of the authority's certificate.</summary>
    [Description("SHA-256 of the timestamp authority's certificate, hexadecimal.")]
    public required string AuthoritySha256 { get; init; }

    /// <summary>The time it vouches for, UTC.</summary>
    [Description("The time that the authority vouches for, UTC.")]
    public required DateTimeOffset GenTime { get; init; }

    /// <summary>How far that may be off, in seconds.</summary>
    [Description("How far genTime may be off, in seconds. A timestamp that does not say counts as 1.")]
    public required double AccuracySeconds { get; init; }

    /// <summary>The timestamp's serial number.</summary>
    [Description("The timestamp's serial number, hexadecimal.")]
    public required string SerialNumber { get; init; }

    /// <summary>The authority's policy.</summary>
    [Description("The policy that the authority issued the timestamp under, an object identifier.")]
    public required string Policy { get; init; }

    /// <summary>The attempts that failed before.</summary>
    [Description("The attempts that failed before this timestamp was given, in order. Absent where there were none.")]
    public IReadOnlyList<ManifestTimestampAttempt>? FailedAttempts { get; init; }

    /// <summary>The facts about a token.</summary>
    public static ManifestTimestamp From(TimestampToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return new ManifestTimestamp
        {
            Server = token.Server,
            Authority = token.Chain[0].Subject,
            AuthoritySha256 = CertificateName.Sha256(token.Chain[0]),
            GenTime = token.GenTime.ToUniversalTime(),
            AccuracySeconds = token.Accuracy.TotalSeconds,
            SerialNumber = token.SerialNumber,
            Policy = token.Policy,
            FailedAttempts = token.FailedAttempts.Count == 0
                ? null
                : [.. token.FailedAttempts.Select(a => new ManifestTimestampAttempt(a.Server, a.Time.ToUniversalTime(), a.Reason))],
        };
    }
}
