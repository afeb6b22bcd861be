using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Formats.Containers;
using CodeSign.Verification;
using CodeSign.Verification.Containers;

namespace CodeSign.Signing;

/// <summary>The reader that builds use: what <see cref="ArtifactVerifier"/> finds, in the words of the plan.</summary>
public sealed class SignatureInspector : ISignatureInspector
{
    private readonly ArtifactVerifier _verifier;
    private readonly VerificationOptions _options;
    private readonly ConcurrentDictionary<string, TrustStore> _signerTrust = new(StringComparer.Ordinal);

    /// <summary>Makes an inspector.</summary>
    /// <param name="verifier">The reader, whose caches are worth sharing.</param>
    /// <param name="signers">
    /// The roots that signers of files which arrive signed are trusted under. Our own signatures are held against the root that was
    /// planned, whether others trust it or not.
    /// </param>
    /// <param name="timestamps">The roots that timestamp authorities are trusted under.</param>
    public SignatureInspector(ArtifactVerifier verifier, TrustStore signers, TrustStore timestamps)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        ArgumentNullException.ThrowIfNull(signers);
        ArgumentNullException.ThrowIfNull(timestamps);
        _verifier = verifier;
        _options = new VerificationOptions { SignerTrust = signers, TimestampTrust = timestamps, PackageContentDigests = false };
    }

    /// <inheritdoc/>
    public void Prepare(IReadOnlyList<X509Certificate2> chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var requirements = new ChainRequirements(TrustIn(chain[^1]), ChainRequirements.CodeSigning, _options.Clock.GetUtcNow());
        _verifier.Chains.Verify(chain[0], [.. chain.Skip(1)], requirements);
    }

    /// <inheritdoc/>
    public async Task<InspectedFile> InspectAsync(string path, CancellationToken cancellationToken)
    {
        var result = await _verifier.VerifyAsync(path, _options, cancellationToken);
        return new InspectedFile(Sha256(path, result, cancellationToken), Facts(result));
    }

    /// <summary>Reads a signature that stands in a file of its own.</summary>
    /// <param name="content">Full path of the file that it is about.</param>
    /// <param name="signature">Full path of the signature's file.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read a file.</exception>
    public async Task<ExistingSignatureFacts> InspectDetachedAsync(string content, string signature, CancellationToken cancellationToken) =>
        Facts(await _verifier.VerifyDetachedAsync(content, signature, _options, cancellationToken));

    /// <inheritdoc/>
    public async Task<string> VerifyAsync(string path, SignatureExpectation expectation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        var options = _options with
        {
            Scope = VerificationScope.Trust,
            ExpectedSigner = expectation.Chain[0],
            RequireTimestamp = expectation.Timestamp is not null,
            SignerTrust = TrustIn(expectation.Chain[^1]),
        };
        var result = expectation.DetachedFrom is { } content
            ? await _verifier.VerifyDetachedAsync(content, path, options, cancellationToken)
            : await _verifier.VerifyAsync(path, options, cancellationToken);
        result.ThrowUnlessTrusted(path);
        if (!result.Signatures.SelectMany(signature => signature.WithNested()).Any(signature => IsAsPlanned(signature, expectation)))
            throw VerificationDiagnostics.NotTrusted.Exception(
                "None of the file's signatures has the digest, the certificate and the timestamp that were planned.",
                "Nothing was moved into place; the page of this diagnostic says what to look for.", path);

        return Sha256(path, result, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<string> VerifyContainerAsync(string path, ContainerExpectation expectation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        await using (var before = SharedFile.OpenRead(expectation.Original))
        await using (var after = SharedFile.OpenRead(path))
        {
            if (ContainerVerifier.Compare(before, after, expectation.Entries, cancellationToken) is { } difference)
                throw ContainerDiagnostics.NotAsPlanned.Exception(
                    $"The archive was rewritten with signed entries, and is not as it should be. {difference}",
                    "Nothing was moved into place. Check disk and memory; if it happens again, please report it with the archive.", path);
        }

        return FileDigest.Sha256(path, cancellationToken);
    }

    private static ExistingSignatureFacts Facts(VerificationResult result)
    {
        if (result.Verdict == Verdict.Unsigned)
            return ExistingSignatureFacts.Unsigned;
        var signature = result.DecidingSignature ?? (result.Signatures.Count > 0 ? result.Signatures[0] : null);
        var signer = signature?.Signer;
        var state = result.Verdict switch
        {
            Verdict.Trusted => ExistingSignatureState.Trusted,
            Verdict.Untrusted => ExistingSignatureState.Untrusted,
            _ => ExistingSignatureState.Broken,
        };
        return new ExistingSignatureFacts(
            state, signer?.Subject, signer is null ? null : CertificateName.Sha256(signer), result.Failure is { Length: > 0 } failure ? failure : null)
        {
            IsTimestamped = signature?.Timestamp is not null,
        };
    }

    private static bool IsAsPlanned(VerifiedSignature signature, SignatureExpectation expectation) =>
        signature.State == SignatureState.Trusted
        && signature.Signer is { } signer
        && signer.RawDataMemory.Span.SequenceEqual(expectation.Chain[0].RawDataMemory.Span)
        && signature.DigestAlgorithm == expectation.Digest.ToString()
        && signature.ContentDigest.Span.SequenceEqual(expectation.ContentDigest.Span)
        && (expectation.Timestamp is null
            ? signature.Timestamp is null
            : signature.Timestamp?.SerialNumber == expectation.Timestamp.SerialNumber && signature.Timestamp.GenTime == expectation.Timestamp.GenTime);

    private static string Sha256(string path, VerificationResult result, CancellationToken cancellationToken) =>
        result.Sha256.IsEmpty ? FileDigest.Sha256(path, cancellationToken) : Hex(result.Sha256);

    private static string Hex(ReadOnlyMemory<byte> digest) => Convert.ToHexStringLower(digest.Span);

    /// <summary>One store for each root, since verification remembers chains by store.</summary>
    private TrustStore TrustIn(X509Certificate2 root) =>
        _signerTrust.GetOrAdd(CertificateName.Sha256(root), _ => _options.SignerTrust.With(TrustStore.FromCertificates([root])));
}
