namespace CodeSign.Verification;

/// <summary>How much verification looks at.</summary>
public enum VerificationScope
{
    /// <summary>Everything: whether the file is what was signed, and whether the signer is trusted.</summary>
    Trust,

    /// <summary>
    /// Whether the file is what was signed, by whomever. Chains are not looked at, so the verdict is never
    /// <see cref="Verdict.Trusted"/>; it is <see cref="Verdict.Untrusted"/> for an intact file.
    /// </summary>
    Integrity,
}
