namespace CodeSign.Signing;

/// <summary>What an independent reader thinks of a signature that a file arrived with.</summary>
public enum ExistingSignatureState
{
    /// <summary>The file carries no signature.</summary>
    None,

    /// <summary>The signature covers exactly these bytes, and its chain ends in a trusted root.</summary>
    Trusted,

    /// <summary>The signature covers exactly these bytes; its chain does not end in a root known here, or could not be completed.</summary>
    Untrusted,

    /// <summary>The signature does not fit the file, or can't be read: the file was changed after it was signed.</summary>
    Broken,
}
