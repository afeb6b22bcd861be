namespace CodeSign.Verification;

/// <summary>What verification of one signature came to.</summary>
public enum SignatureState
{
    /// <summary>Intact, strong, and by someone trusted.</summary>
    Trusted,

    /// <summary>Intact, but the signer is not trusted, or was not at the time that counts.</summary>
    Untrusted,

    /// <summary>Intact, but made with means that are broken by now, such as SHA-1.</summary>
    Weak,

    /// <summary>Not a signature of this content.</summary>
    Broken,
}
