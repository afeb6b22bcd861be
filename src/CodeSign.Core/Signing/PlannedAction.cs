namespace CodeSign.Signing;

/// <summary>What happens to a signable file.</summary>
public enum PlannedAction
{
    /// <summary>It is signed, and the signed copy is shipped.</summary>
    Sign,

    /// <summary>It is somebody else's, and shipped byte for byte as it came.</summary>
    Keep,

    /// <summary>It is ours and carries the signature we would make: it is shipped as it is.</summary>
    AlreadySigned,

    /// <summary>A rule leaves it out of signing: it is shipped as it is.</summary>
    Exclude,

    /// <summary>It is an archive that carries no signature itself: entries in it are signed, the rest is shipped byte for byte.</summary>
    Repack,

    /// <summary>
    /// It is ours and arrives signed, and only the certificate could tell by whom: the plan was made without the key, and does not know
    /// it. Nothing can be signed by such a plan.
    /// </summary>
    Undecided,
}
