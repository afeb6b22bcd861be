using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Policies;

namespace CodeSign.Verification;

/// <summary>What files are held against.</summary>
public sealed record VerificationOptions
{
    /// <summary>The roots that signers may chain to. Nobody is trusted unless set.</summary>
    public TrustStore SignerTrust { get; init; } = TrustStore.Empty;

    /// <summary>The roots that timestamp authorities may chain to. Nobody is trusted unless set.</summary>
    public TrustStore TimestampTrust { get; init; } = TrustStore.Empty;

    /// <summary>The clock: what has no timestamp must be valid at its time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How much to look at.</summary>
    public VerificationScope Scope { get; init; }

    /// <summary>
    /// The certificate that must have signed. Setting it says that the signature is our own, just made: then everything that nothing
    /// covers must be as we make it too, and every recommendation is a demand.
    /// </summary>
    public X509Certificate2? ExpectedSigner { get; init; }

    /// <summary>Whether a signature without a timestamp that can be relied on is not trusted even while its certificate is valid.</summary>
    public bool RequireTimestamp { get; init; }

    /// <summary>
    /// Whether <see cref="VerificationResult.PackageContent"/> of packages is wanted: SHA-512, which most signatures don't need, takes
    /// longer than all the rest.
    /// </summary>
    public bool PackageContentDigests { get; init; } = true;

    /// <summary>How revocation is looked at. Off unless set.</summary>
    public RevocationOptions Revocation { get; init; } = RevocationOptions.Off;

    /// <summary>
    /// What is demanded beyond trust. Optional: without a policy, trusted means signed by anyone who chains to a trusted root.
    /// </summary>
    public VerificationPolicy? Policy { get; init; }

    /// <summary>What the policy's rules call the file. Optional: the path that is verified, and what a package says it is.</summary>
    public PolicyItem? Item { get; init; }

    /// <summary>Options that ask only whether files are what was signed.</summary>
    public static VerificationOptions Integrity { get; } = new() { Scope = VerificationScope.Integrity };
}
