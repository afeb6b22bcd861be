namespace CodeSign.Verification;

/// <summary>
/// How a verdict comes about. A broken signature, or a broken file, is never hidden by another signature that holds. Weak ones are
/// not relied on. Among the others, one by someone trusted is enough; where one signer is expected, it must be that one's.
/// </summary>
internal static class VerdictRules
{
    public static VerificationResult Conclude(
        string? format, long length, FileVerification verification, VerificationOptions options, FindingCollector findings)
    {
        var signatures = verification.Signatures.SelectMany(signature => signature.WithNested()).ToList();
        var deciding = signatures.Find(s => s.State == SignatureState.Trusted && IsExpected(s, options));
        if (signatures.Count == 0 && !findings.IsBroken)
            findings.Note(FindingKind.NoSignature, "The file carries no signature.");
        if (signatures.Count > 0 && !signatures.Exists(s => IsExpected(s, options)))
        {
            findings.Untrusted(
                FindingKind.UnexpectedSigner, $"No signature is by the expected certificate, '{options.ExpectedSigner?.Subject}'.");
        }

        var isBroken = findings.IsBroken || signatures.Exists(s => s.State == SignatureState.Broken);
        var verdict = isBroken ? Verdict.Invalid
            : signatures.Count == 0 ? Verdict.Unsigned
            : deciding is not null ? Verdict.Trusted
            : Verdict.Untrusted;
        return new VerificationResult
        {
            Verdict = verdict,
            Findings = [.. findings.Findings, .. signatures.SelectMany(s => s.Findings)],
            Signatures = verification.Signatures,
            Format = format,
            Length = length,
            Sha256 = verification.Sha256,
            PackageContent = verification.PackageContent,
            DecidingSignature = verdict == Verdict.Trusted ? deciding : null,
        };
    }

    private static bool IsExpected(VerifiedSignature signature, VerificationOptions options) =>
        options.ExpectedSigner is not { } expected
        || (signature.Signer is { } signer && signer.RawDataMemory.Span.SequenceEqual(expected.RawDataMemory.Span));
}
