namespace CodeSign.Verification;

/// <summary>What a finding does to the signature that it is about, the gravest last.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; nothing depends on it.</summary>
    Information,

    /// <summary>A person should look at it; the verdict stands.</summary>
    Warning,

    /// <summary>The signature is intact but made with means that are broken by now, so nobody relies on it.</summary>
    Weakness,

    /// <summary>The signature is intact, but who made it is not trusted, or was not at the time.</summary>
    Untrusted,

    /// <summary>Content, structure or signature are not what was signed. The whole file is invalid, whatever else signs it.</summary>
    Broken,
}
