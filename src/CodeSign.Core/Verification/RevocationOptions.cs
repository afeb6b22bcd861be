namespace CodeSign.Verification;

/// <summary>How revocation is looked at. Only certificates of chains that lead to a trusted root are asked about.</summary>
public sealed record RevocationOptions
{
    /// <summary>Revocation is not looked at.</summary>
    public static RevocationOptions Off { get; } = new();

    /// <summary>Where the status comes from. Off unless set.</summary>
    public RevocationMode Mode { get; init; }

    /// <summary>
    /// Where fetched lists and answers are kept; <see langword="null"/> for a folder of the current user's. Everything in it is signed by
    /// its issuer, and verified each time it is read.
    /// </summary>
    public string? CacheFolder { get; init; }

    /// <summary>How long one download may take, from the first connection to the last byte. Ten seconds unless set.</summary>
    public TimeSpan DownloadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest revocation list that is read, in bytes. 32 MiB unless set.</summary>
    public int MaximumListLength { get; init; } = 32 * 1024 * 1024;
}
