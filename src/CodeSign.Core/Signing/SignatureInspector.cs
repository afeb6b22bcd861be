using CodeSign.Verification;

namespace CodeSign.Signing;

/// <summary>Lets the independent reader (<see cref="ArtifactVerifier"/>) look at what signing comes across and what it makes.</summary>
public sealed class SignatureInspector : ISignatureInspector
{
    private readonly ArtifactVerifier _verifier;
    private readonly VerificationOptions _options;

    /// <summary>Makes an inspector.</summary>
    /// <param name="verifier">The reader, whose caches are worth sharing.</param>
    /// <param name="signers">The roots that signers are trusted under.</param>
    /// <param name="timestamps">The roots that timestamp authorities are trusted under.</param>
    public SignatureInspector(ArtifactVerifier verifier, TrustStore signers, TrustStore timestamps)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        _verifier = verifier;
        _options = new VerificationOptions { SignerTrust = signers, TimestampTrust = timestamps };
    }

    /// <inheritdoc/>
    public async Task<ExistingSignatureFacts> InspectAsync(string path, CancellationToken cancellationToken)
    {
        var result = await _verifier.VerifyAsync(path, _options, cancellationToken);
        var signature = result.DecidingSignature ?? (result.Signatures.Count > 0 ? result.Signatures[0] : null);
        var state = result.Verdict switch
        {
            Verdict.Unsigned => ExistingSignatureState.None,
            Verdict.Trusted => ExistingSignatureState.Trusted,
            Verdict.Untrusted => ExistingSignatureState.Untrusted,
            _ => ExistingSignatureState.Broken,
        };
        return state == ExistingSignatureState.None
            ? ExistingSignatureFacts.Unsigned
            : new ExistingSignatureFacts(
                state,
                signature?.Signer?.Subject,
                signature?.Signer is { } signer ? CertificateName.Sha256(signer) : null,
                state == ExistingSignatureState.Trusted ? null : result.Failure);
    }

    /// <inheritdoc/>
    public async Task VerifyAsync(string path, SignatureExpectation expectation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        var options = _options with { ExpectedSigner = expectation.Certificate, RequireTimestamp = expectation.Timestamp };
        var result = await _verifier.VerifyAsync(path, options, cancellationToken);
        result.ThrowUnlessTrusted(path);
        var signature = result.DecidingSignature!;
        if (signature.DigestAlgorithm != expectation.Digest.ToString() || !signature.ContentDigest.Span.SequenceEqual(expectation.ContentDigest.Span))
            throw VerificationDiagnostics.NotTrusted.Exception(
                $"The signature is good, but it covers {Convert.ToHexStringLower(signature.ContentDigest.Span)} by {signature.DigestAlgorithm}, "
                + $"and {Convert.ToHexStringLower(expectation.ContentDigest.Span)} by {expectation.Digest} was planned.",
                "Make sure that nothing else writes to the output while it is signed, and build again.", path);
    }
}
