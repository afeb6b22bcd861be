using System.Security.Cryptography.X509Certificates;
using CodeSign.Cms;

namespace CodeSign.Verification;

/// <summary>What a timestamp token is held against.</summary>
public sealed record TimestampRequirements
{
    /// <summary>The roots that timestamp authorities may chain to.</summary>
    public required TrustStore Trust { get; init; }

    /// <summary>How the token came here.</summary>
    public TimestampOrigin Origin { get; init; } = TimestampOrigin.Requested;

    /// <summary>The certificate whose signature is stamped: genTime must lie within its validity. Optional.</summary>
    public X509Certificate2? Signer { get; init; }

    /// <summary>The imprint algorithm that was asked for. Optional; it must be SHA-2 in any case.</summary>
    public DigestAlgorithm? ImprintAlgorithm { get; init; }

    /// <summary>The nonce that was sent: an INTEGER's content octets, big-endian, without needless leading zeros. Optional.</summary>
    public ReadOnlyMemory<byte>? Nonce { get; init; }

    /// <summary>The policy that was asked for, a dotted object identifier. Optional.</summary>
    public string? Policy { get; init; }

    /// <summary>The time now, by the local clock, for replies that were just made. Optional.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>How far genTime may be from <see cref="Now"/>, beyond its accuracy. Five minutes unless set.</summary>
    public TimeSpan MaximumClockDifference { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What the resulting token names as its server: an address without user info. Empty where it is not known.</summary>
    public string Server { get; init; } = "";
}
