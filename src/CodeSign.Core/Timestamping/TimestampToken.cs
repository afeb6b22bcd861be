using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Timestamping;

/// <summary>An RFC 3161 timestamp token that has been validated, with the facts in it.</summary>
public sealed record TimestampToken
{
    /// <summary>The token, a DER ContentInfo, as it is embedded in a signature.</summary>
    public required ReadOnlyMemory<byte> Encoded { get; init; }

    /// <summary>When the authority says the imprint existed, UTC.</summary>
    public required DateTimeOffset GenTime { get; init; }

    /// <summary>How far <see cref="GenTime"/> may be off. A token that does not say counts as one second.</summary>
    public required TimeSpan Accuracy { get; init; }

    /// <summary>The token's serial number, hexadecimal, upper case.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>The authority's policy, a dotted object identifier.</summary>
    public required string Policy { get; init; }

    /// <summary>The authority's chain: its signing certificate first, the root last.</summary>
    public required IReadOnlyList<X509Certificate2> Chain { get; init; }

    /// <summary>The server that gave it: its address without user info, or <c>dev:</c> for the embedded authority.</summary>
    public required string Server { get; init; }

    /// <summary>The attempts that failed before this one succeeded, in order.</summary>
    public IReadOnlyList<TimestampAttempt> FailedAttempts { get; init; } = [];
}
