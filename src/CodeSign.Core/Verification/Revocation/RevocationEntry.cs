namespace CodeSign.Verification.Revocation;

/// <summary>What an issuer says about a certificate that it has revoked.</summary>
/// <param name="Time">When it was revoked, UTC.</param>
/// <param name="Reason">Why; <see langword="null"/> where the issuer does not say.</param>
/// <param name="InvalidityDate">
/// Since when the key is known or suspected to have been in other hands (RFC 5280, section 5.3.2), where the issuer says so.
/// </param>
internal sealed record RevocationEntry(DateTimeOffset Time, RevocationReason? Reason, DateTimeOffset? InvalidityDate);
