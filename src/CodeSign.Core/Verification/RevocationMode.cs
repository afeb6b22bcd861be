namespace CodeSign.Verification;

/// <summary>Where the revocation status of certificates comes from, and what follows where it can't be had.</summary>
public enum RevocationMode
{
    /// <summary>Revocation is not looked at.</summary>
    Off,

    /// <summary>From the cache on disk alone, without network. What is unknown is a warning.</summary>
    Offline,

    /// <summary>
    /// From the cache, and from the addresses in the certificates where it has nothing fresh. What is unknown is a warning.
    /// </summary>
    Online,

    /// <summary>As <see cref="Online"/>, and what is unknown is not trusted.</summary>
    Require,
}
