namespace CodeSign.Verification.Inspection;

/// <summary>
/// What stands in a signature message (CMS SignedData, RFC 5652), read but not verified: everything in it may be made up.
/// </summary>
public sealed record SignatureContents
{
    /// <summary>Where it stands: <c>signature 1</c>, <c>signature 1, timestamp 1</c>.</summary>
    public required string Place { get; init; }

    /// <summary>The SignedData's version.</summary>
    public required int Version { get; init; }

    /// <summary>The type of what is signed: an object identifier, dotted.</summary>
    public required string ContentType { get; init; }

    /// <summary>The time information, where it is a timestamp token (RFC 3161, section 2.4.2).</summary>
    public TimestampContents? Timestamp { get; init; }

    /// <summary>DER of each certificate in the message, in its order. They need not be well-formed.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; init; }

    /// <summary>The signers.</summary>
    public required IReadOnlyList<SignerContents> Signers { get; init; }

    /// <summary>The message's length in bytes.</summary>
    public required int Length { get; init; }
}
