using System.Formats.Asn1;
using System.Security.Cryptography;
using CodeSign.Verification.Messages;
using CodeSign.Verification.Signatures;

namespace CodeSign.Verification.NuGetPackage;

/// <summary>Verifies a package signature that was read, against digests of the package without it.</summary>
internal sealed class PackageSignatureVerifier(SignatureEvaluator evaluator)
{
    private const int MostCountersignatures = 8;

    /// <summary>Verifies the primary signature and its countersignatures, each on its own.</summary>
    /// <param name="message">The signature message.</param>
    /// <param name="content">What it signs.</param>
    /// <param name="digest">The package's digest without the signature, by the content's algorithm.</param>
    /// <param name="options">What it is held against.</param>
    /// <param name="findings">Takes what is found about the primary signature.</param>
    public VerifiedSignature Verify(
        SignedDataMessage message,
        PackageSignatureContent content,
        ReadOnlySpan<byte> digest,
        VerificationOptions options,
        FindingCollector findings)
    {
        if (!CryptographicOperations.FixedTimeEquals(content.Value.Span, digest))
        {
            findings.Broken(
                FindingKind.ContentDigestMismatch,
                $"The package is not what was signed (NU3008): its {content.Digest} is {Convert.ToHexStringLower(digest)}, the " +
                $"signed one {Convert.ToHexStringLower(content.Value.Span)}.");
        }

        var evaluation = evaluator.Evaluate(message, SignatureProfile.Package, options, findings);
        var signature = Describe(evaluation, options, findings) with
        {
            DigestAlgorithm = content.Digest.ToString(),
            ContentDigest = content.Value,
        };
        return evaluation is null ? signature : signature with { Nested = VerifyCountersignatures(evaluation, options, findings) };
    }

    private static VerifiedSignature Describe(SignerEvaluation? evaluation, VerificationOptions options, FindingCollector findings)
    {
        var kind = SignatureKind.PackageOther;
        DateTimeOffset? signingTime = null;
        RepositoryStatement? repository = null;
        if (evaluation is not null)
        {
            kind = PackageAttributeRules.ReadKind(evaluation.Signer, findings);
            signingTime = PackageAttributeRules.ReadSigningTime(evaluation.Signer, findings);
            PackageAttributeRules.CheckSigningCertificate(evaluation.Signer, evaluation.Certificate, findings);
            if (kind == SignatureKind.PackageRepository)
                repository = PackageAttributeRules.ReadRepository(evaluation.Signer, findings);
        }

        return new VerifiedSignature
        {
            Kind = kind,
            Place = findings.Place,
            State = SignatureEvaluator.StateOf(findings, options),
            Findings = findings.Findings,
            Signer = evaluation?.Certificate,
            Chain = evaluation?.Chain ?? [],
            ClaimedSigningTime = signingTime,
            Repository = repository,
            Timestamp = evaluation?.Timestamp,
            Timestamps = evaluation?.Timestamps ?? [],
        };
    }

    private List<VerifiedSignature> VerifyCountersignatures(
        SignerEvaluation primary, VerificationOptions options, FindingCollector findings)
    {
        List<VerifiedSignature> countersignatures = [];
        foreach (var attribute in primary.Signer.UnsignedAttributes)
        {
            if (attribute.Oid != MessageOids.CountersignatureAttribute)
                continue;

            foreach (var value in attribute.Values)
            {
                if (countersignatures.Count == MostCountersignatures)
                {
                    findings.Broken(
                        FindingKind.MalformedSignature,
                        $"The signature has more than {MostCountersignatures} countersignatures.");
                    return countersignatures;
                }

                var apart = findings.Apart($"countersignature {countersignatures.Count + 1}");
                countersignatures.Add(VerifyCountersignature(value, primary, options, apart));
            }
        }

        return countersignatures;
    }

    /// <summary>Only repositories countersign, and only what authors have signed (NuGet's repository signatures specification).</summary>
    private static VerifiedSignature HeldAgainstPrimary(
        VerifiedSignature countersignature, SignerEvaluation primary, VerificationOptions options, FindingCollector findings)
    {
        if (countersignature.Kind == SignatureKind.PackageAuthor)
            findings.Broken(FindingKind.SignedAttribute, "The countersignature says that it is an author's, which only a primary one is.");
        if (countersignature.Kind == SignatureKind.PackageRepository
            && PackageAttributeRules.ReadKind(primary.Signer, new FindingCollector()) == SignatureKind.PackageRepository)
        {
            findings.Broken(FindingKind.SignedAttribute, "A repository countersigns what a repository has signed, which NuGet refuses.");
        }

        return countersignature with { State = SignatureEvaluator.StateOf(findings, options) };
    }

    private VerifiedSignature VerifyCountersignature(
        ReadOnlyMemory<byte> encoded, SignerEvaluation primary, VerificationOptions options, FindingCollector findings)
    {
        try
        {
            var reader = new AsnReader(encoded, AsnEncodingRules.DER);
            var signer = SignerMessage.Read(reader);
            reader.ThrowIfNotEmpty();
            var evaluation = evaluator.EvaluateCountersignature(signer, primary, SignatureProfile.Package, options, findings);
            var digest = MessageDigest.FromOid(signer.DigestAlgorithm.Oid);
            var countersignature = Describe(evaluation, options, findings) with { DigestAlgorithm = digest?.ToString() };
            return evaluation is null ? countersignature : HeldAgainstPrimary(countersignature, primary, options, findings);
        }
        catch (AsnContentException e)
        {
            findings.Broken(FindingKind.MalformedSignature, $"The countersignature is malformed: {e.Message}");
            return Describe(null, options, findings);
        }
    }
}
