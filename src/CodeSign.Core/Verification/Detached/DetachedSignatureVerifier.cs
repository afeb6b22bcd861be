using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Content;
using CodeSign.Verification.Messages;
using CodeSign.Verification.Signatures;

namespace CodeSign.Verification.Detached;

/// <summary>Verifies a signature that stands in a file of its own against the file that it is about, which is read once.</summary>
internal sealed class DetachedSignatureVerifier(SignatureEvaluator evaluator)
{
    /// <summary>Real signatures have some 5 to 20 kilobytes.</summary>
    private const int MostSignatureBytes = 4 * 1024 * 1024;

    public const string Name = "detached";

    /// <summary>Verifies.</summary>
    /// <param name="content">The file, readable and seekable.</param>
    /// <param name="signature">The signature's file, readable and seekable.</param>
    /// <param name="options">What it is held against.</param>
    /// <param name="findings">Takes what is found about the signature's file itself.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The one signature, and the SHA-256 of the signature's file.</returns>
    public async Task<FileVerification> VerifyAsync(
        Stream content, Stream signature, VerificationOptions options, FindingCollector findings, CancellationToken cancellationToken)
    {
        if (signature.Length > MostSignatureBytes)
        {
            findings.Broken(
                FindingKind.MalformedSignature, $"The signature's file has {signature.Length} bytes, more than {MostSignatureBytes}.");
            return new FileVerification { Signatures = [] };
        }

        var encoded = FileScanner.Read(signature, new ByteRange(0, signature.Length));
        var own = findings.Apart("signature 1");
        var message = SignatureEvaluator.Read(encoded, SignatureProfile.Detached, own);
        var digest = message is null ? null : MessageDigest.FromOid(message.Signers[0].DigestAlgorithm.Oid);
        var verified = message is null
            ? Describe(null, null, default, options, own)
            : await VerifyAsync(content, message, digest ?? MessageDigest.Sha256, options, own, cancellationToken);
        return new FileVerification { Signatures = [verified], Sha256 = SHA256.HashData(encoded) };
    }

    private async Task<VerifiedSignature> VerifyAsync(
        Stream content,
        SignedDataMessage message,
        MessageDigest digest,
        VerificationOptions options,
        FindingCollector findings,
        CancellationToken cancellationToken)
    {
        using var hash = new HashSink(digest.Name, new ByteRange(0, content.Length));
        await FileScanner.ScanAsync(content, content.Length, [hash], cancellationToken);
        var contentDigest = hash.Finish();
        var evaluation = evaluator.EvaluateDetached(message, contentDigest, SignatureProfile.Detached, options, findings);
        if (evaluation is not null)
            CheckSigningCertificate(evaluation, options, findings);

        // Whoever finds a signature that does not fit wants to know whose it is.
        var signer = evaluation?.Certificate ?? evaluator.FindSigner(message);
        return Describe(evaluation, signer, contentDigest, options, findings) with { DigestAlgorithm = digest.ToString() };
    }

    /// <summary>Others may do without the attribute (RFC 5035 asks for it nowhere); we never do.</summary>
    private static void CheckSigningCertificate(SignerEvaluation evaluation, VerificationOptions options, FindingCollector findings)
    {
        if (options.ExpectedSigner is null && !evaluation.Signer.Signed(MessageOids.SigningCertificateV2Attribute).Any())
            return;
        var attribute = evaluation.Signer.SingleSignedValue(MessageOids.SigningCertificateV2Attribute) is { } value
            ? SigningCertificateAttribute.TryRead(value, version: 2)
            : null;
        if (attribute is null)
            findings.Broken(FindingKind.SignedAttribute, "The signature has no valid signing-certificate attribute of version 2.");
        else if (!attribute.Identifies(evaluation.Certificate))
            findings.Broken(
                FindingKind.SignerCertificateMismatch,
                $"The signing-certificate attribute does not identify '{evaluation.Certificate.Subject}', which signed.");
    }

    private static VerifiedSignature Describe(
        SignerEvaluation? evaluation,
        X509Certificate2? signer,
        ReadOnlyMemory<byte> contentDigest,
        VerificationOptions options,
        FindingCollector findings) => new()
        {
            Kind = SignatureKind.Detached,
            Place = findings.Place,
            State = SignatureEvaluator.StateOf(findings, options),
            Findings = findings.Findings,
            Signer = signer,
            Chain = evaluation?.Chain ?? [],
            ContentDigest = evaluation is null ? default : contentDigest,
            Timestamp = evaluation?.Timestamp,
            Timestamps = evaluation?.Timestamps ?? [],
        };
}
