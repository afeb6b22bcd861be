using System.Security.Cryptography;
using CodeSign.Verification;

namespace CodeSign.Signing;

/// <summary>The independent reader, as signing asks it.</summary>
/// <param name="verifier">Verifies; one for the whole build.</param>
/// <param name="options">
/// Whom to trust. The root of the planned signer belongs to it: that consumers may not know that root is another matter.
/// </param>
public sealed class ArtifactInspector(ArtifactVerifier verifier, VerificationOptions options) : ISignatureInspector
{
    /// <inheritdoc/>
    public async Task<ExistingSignatureFacts> InspectAsync(string path, CancellationToken cancellationToken)
    {
        var result = await verifier.VerifyAsync(path, options, cancellationToken);
        var state = result.Verdict switch
        {
            Verdict.Trusted => ExistingSignatureState.Trusted,
            Verdict.Untrusted => ExistingSignatureState.Untrusted,
            Verdict.Unsigned => ExistingSignatureState.None,
            _ => ExistingSignatureState.Broken,
        };
        if (state == ExistingSignatureState.None)
            return ExistingSignatureFacts.Unsigned;

        var signer = (result.DecidingSignature ?? (result.Signatures.Count > 0 ? result.Signatures[0] : null))?.Signer;
        return new ExistingSignatureFacts(
            state,
            signer?.Subject,
            signer is null ? null : Convert.ToHexStringLower(SHA256.HashData(signer.RawDataMemory.Span)),
            state == ExistingSignatureState.Trusted ? null : result.Failure);
    }

    /// <inheritdoc/>
    public async Task VerifyAsync(string path, SignatureExpectation expectation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        var own = options with { ExpectedSigner = expectation.Certificate, RequireTimestamp = expectation.Timestamp };
        var result = await verifier.VerifyAsync(path, own, cancellationToken);
        result.ThrowUnlessTrusted(path);

        var signature = result.DecidingSignature!;
        if (signature.DigestAlgorithm == expectation.Digest.ToString() && signature.ContentDigest.Span.SequenceEqual(expectation.ContentDigest.Span))
            return;

        throw VerificationDiagnostics.NotTrusted.Exception(
            $"The signature covers the {signature.DigestAlgorithm} {Convert.ToHexStringLower(signature.ContentDigest.Span)}, where the {expectation.Digest} {Convert.ToHexStringLower(expectation.ContentDigest.Span)} was signed.",
            "Look for what else writes to the folder; if nothing does, please report it.",
            path);
    }
}
