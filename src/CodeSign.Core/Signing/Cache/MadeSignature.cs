using CodeSign.Timestamping;

namespace CodeSign.Signing.Cache;

/// <summary>A signature that is ready to be embedded.</summary>
/// <param name="Encoded">The SignedData, a DER ContentInfo.</param>
/// <param name="Timestamp">The timestamp in it, or <see langword="null"/> where timestamps are switched off.</param>
/// <param name="Hit">Where it comes from; <see langword="null"/> where the key made it now.</param>
internal sealed record MadeSignature(ReadOnlyMemory<byte> Encoded, TimestampToken? Timestamp, CacheHit? Hit = null);
