namespace CodeSign.Signing.Cache;

/// <summary>What the cache keeps of one signature. No byte of the signed file is in it.</summary>
/// <param name="Encoded">The SignedData, a DER ContentInfo, with its timestamp or still without.</param>
/// <param name="SignedAt">When the key made it, UTC, by the clock of that machine.</param>
/// <param name="Server">The server that gave the timestamp; empty where there is none.</param>
internal sealed record CachedSignature(ReadOnlyMemory<byte> Encoded, DateTimeOffset SignedAt, string Server);
