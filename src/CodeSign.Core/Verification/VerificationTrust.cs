namespace CodeSign.Verification;

/// <summary>Whom verification trusts.</summary>
/// <param name="Signers">The roots that signers may chain to.</param>
/// <param name="Timestamps">The roots that timestamp authorities may chain to.</param>
public sealed record VerificationTrust(TrustStore Signers, TrustStore Timestamps);
