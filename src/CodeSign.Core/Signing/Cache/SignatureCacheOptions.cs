namespace CodeSign.Signing.Cache;

/// <summary>Where signatures are kept, and how many.</summary>
public sealed record SignatureCacheOptions
{
    /// <summary>Full path of the cache's folder. It is made where it does not exist, for this user alone.</summary>
    public required string Directory { get; init; }

    /// <summary>How many signatures are kept at most.</summary>
    public int MaxEntries { get; init; } = 20_000;

    /// <summary>How many bytes they take at most.</summary>
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>How long a signature is kept that no build uses.</summary>
    public TimeSpan MaxIdle { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
