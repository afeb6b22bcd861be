using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Testing;

/// <summary>A certificate that its issuer has revoked.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Time">Since when.</param>
/// <param name="Reason">CRLReason (RFC 5280, section 5.3.1); <see langword="null"/>: not said.</param>
/// <param name="InvalidityDate">Since when the key is said to be in other hands; <see langword="null"/>: not said.</param>
public sealed record RevokedCertificate(
    X509Certificate2 Certificate, DateTimeOffset Time, int? Reason = null, DateTimeOffset? InvalidityDate = null);
