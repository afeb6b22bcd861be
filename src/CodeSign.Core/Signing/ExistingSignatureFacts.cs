namespace CodeSign.Signing;

/// <summary>A signature that a file arrived with.</summary>
/// <param name="State">What an independent reader thinks of it.</param>
/// <param name="Subject">The signer's subject, where it could be read.</param>
/// <param name="CertificateSha256">SHA-256 of the signer's certificate, hexadecimal, lower case, where it could be read.</param>
/// <param name="Reason">Why it is not trusted, in words, or <see langword="null"/>.</param>
public sealed record ExistingSignatureFacts(ExistingSignatureState State, string? Subject, string? CertificateSha256, string? Reason)
{
    /// <summary>Whether a valid timestamp says when it was made.</summary>
    public bool IsTimestamped { get; init; }

    /// <summary>The facts of a file without a signature.</summary>
    public static ExistingSignatureFacts Unsigned { get; } = new(ExistingSignatureState.None, null, null, null);
}
