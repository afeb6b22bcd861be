using System.Formats.Asn1;
using System.Security.Cryptography;
using CodeSign.Verification.Messages;
using CodeSign.Verification.Signatures;

namespace CodeSign.Verification.PortableExecutable;

/// <summary>Verifies Authenticode signatures that were read, against digests of the file.</summary>
internal sealed class AuthenticodeVerifier(SignatureEvaluator evaluator)
{
    private const int MostCountersignatures = 8;

    /// <summary>Verifies a signature and those nested in it, each on its own.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="digests">The file's Authenticode digests.</param>
    /// <param name="options">What it is held against.</param>
    public VerifiedSignature Verify(
        AuthenticodeSignature signature, IReadOnlyDictionary<MessageDigest, byte[]> digests, VerificationOptions options)
    {
        var findings = signature.Findings;
        if (signature.Content is { } content)
            CheckContent(content, digests[content.Digest], findings);

        var evaluation = signature.Message is { } message
            ? evaluator.Evaluate(message, SignatureProfile.Authenticode, options, findings)
            : null;
        if (evaluation is not null)
            CheckSigner(signature, evaluation, findings);

        var nested = signature.Nested.Select(inner => Verify(inner, digests, options)).ToList();
        var opus = evaluation is null ? null : OpusInfo.Read(evaluation.Signer);
        return new VerifiedSignature
        {
            Kind = SignatureKind.Authenticode,
            Place = findings.Place,
            State = SignatureEvaluator.StateOf(findings, options),
            Findings = findings.Findings,
            Signer = evaluation?.Certificate,
            Chain = evaluation?.Chain ?? [],
            DigestAlgorithm = signature.Content?.Digest.ToString(),
            ContentDigest = signature.Content?.Value ?? default,
            Description = opus?.Description,
            DescriptionUrl = opus?.Url,
            Timestamp = evaluation?.Timestamp,
            Timestamps = evaluation?.Timestamps ?? [],
            Nested = nested,
        };
    }

    private static void CheckContent(IndirectData content, byte[] digest, FindingCollector findings)
    {
        if (!CryptographicOperations.FixedTimeEquals(content.Value.Span, digest))
        {
            findings.Broken(
                FindingKind.ContentDigestMismatch,
                $"The file is not what was signed: its {content.Digest} is {Convert.ToHexStringLower(digest)}, the signed one " +
                $"{Convert.ToHexStringLower(content.Value.Span)}.");
        }
        else if (content.Digest.Strong is null)
        {
            findings.Weak(FindingKind.WeakDigest, $"The file's digest is made with {content.Digest}, for which collisions can be found.");
        }
    }

    private void CheckSigner(AuthenticodeSignature signature, SignerEvaluation evaluation, FindingCollector findings)
    {
        var signer = evaluation.Signer;
        if (signature.Content is { } content && signer.DigestAlgorithm.Oid != content.Digest.Oid)
            findings.Warn(
                FindingKind.MalformedSignature,
                $"File and signer are digested differently: {content.Digest} and {signer.DigestAlgorithm.Oid}.");

        var countersignatures = signer.UnsignedAttributes
            .Where(attribute => attribute.Oid == MessageOids.CountersignatureAttribute)
            .SelectMany(attribute => attribute.Values)
            .ToList();
        if (countersignatures.Count > MostCountersignatures)
        {
            findings.Broken(FindingKind.MalformedSignature, $"The signature has more than {MostCountersignatures} countersignatures.");
            return;
        }

        countersignatures.ForEach(value => CheckLegacyTimestamp(value, evaluation, findings.At("countersignature")));
    }

    /// <summary>
    /// A countersignature (PKCS #9) is how signatures were stamped before RFC 3161. It proves no time that anyone relies on today,
    /// but it must be about this signature.
    /// </summary>
    private void CheckLegacyTimestamp(ReadOnlyMemory<byte> encoded, SignerEvaluation primary, FindingCollector findings)
    {
        SignerMessage countersigner;
        try
        {
            var reader = new AsnReader(encoded, AsnEncodingRules.DER);
            countersigner = SignerMessage.Read(reader);
            reader.ThrowIfNotEmpty();
        }
        catch (AsnContentException e)
        {
            findings.Broken(FindingKind.MalformedTimestamp, $"The countersignature is malformed: {e.Message}");
            return;
        }

        var inner = new FindingCollector();
        evaluator.VerifyCountersigner(countersigner, primary, inner);
        findings.AddAll(inner.Findings, mostUnlessBroken: FindingSeverity.Information);
        findings.Note(
            FindingKind.LegacyTimestamp,
            "The signature has a countersignature of the time before RFC 3161, which is not relied on.");
    }
}
