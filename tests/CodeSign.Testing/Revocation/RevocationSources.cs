namespace CodeSign.Testing;

/// <summary>What certificates name, of what a revocation server serves.</summary>
[Flags]
public enum RevocationSources
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Revocation lists.</summary>
    Lists = 1,

    /// <summary>OCSP answers.</summary>
    Answers = 2,
}
