namespace CodeSign.Timestamping;

/// <summary>What came over the wire: bytes, or a failure.</summary>
/// <param name="Body">The reply's bytes.</param>
/// <param name="MediaType">What the server says that they are.</param>
/// <param name="Failure">Why there are none.</param>
internal sealed record TransportResult(ReadOnlyMemory<byte> Body, string? MediaType, AttemptResult? Failure)
{
    public static implicit operator TransportResult(AttemptResult failure) => new(default, null, failure);
}
