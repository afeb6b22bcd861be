namespace CodeSign.Verification;

/// <summary>What verification of a file came to.</summary>
public enum Verdict
{
    /// <summary>It carries an intact, strong signature by someone trusted, and no broken one.</summary>
    Trusted,

    /// <summary>It is what was signed, but by nobody who is trusted, or with means that nobody relies on any more.</summary>
    Untrusted,

    /// <summary>It carries no signature.</summary>
    Unsigned,

    /// <summary>A signature is broken, or the file is not as its format demands: it is not what was signed.</summary>
    Invalid,
}
