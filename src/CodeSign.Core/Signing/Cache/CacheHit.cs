namespace CodeSign.Signing.Cache;

/// <summary>A signature that was found in the cache.</summary>
/// <param name="Key">Its key there.</param>
/// <param name="SignedAt">When it was made, UTC, by the clock of the machine that made it.</param>
internal sealed record CacheHit(CacheKey Key, DateTimeOffset SignedAt);
