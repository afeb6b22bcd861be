using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Timestamping;
using CodeSign.Verification.Signatures;

namespace CodeSign.Verification.Revocation;

/// <summary>
/// Takes revocation into account, for signatures that have been found trusted without: nobody else's addresses are asked. A revocation
/// counts from its date on, and one for a compromised key from the date that the key is said to have been lost, or at all times.
/// </summary>
internal sealed class RevocationVerifier(RevocationSource source, SignatureEvaluator evaluator)
{
    /// <summary>Verifies a signature and those inside of it.</summary>
    public async Task<VerifiedSignature> ApplyAsync(
        VerifiedSignature signature, VerificationOptions options, CancellationToken cancellationToken)
    {
        var nested = new List<VerifiedSignature>(signature.Nested.Count);
        foreach (var inner in signature.Nested)
            nested.Add(await ApplyAsync(inner, options, cancellationToken));
        if (signature.State != SignatureState.Trusted || signature.Signer is null)
            return signature with { Nested = nested };

        var findings = new FindingCollector(signature.Place);
        findings.Take(signature.Findings);
        var timestamps = await ReliableTimestampsAsync(signature, options, findings, cancellationToken);
        var timestamp = timestamps.Count > 0 ? timestamps[0] : null;
        if (timestamp != signature.Timestamp)
            evaluator.VerifyPath(signature.Signer, signature.Chain, timestamp, options, findings);
        await CheckSignerAsync(signature.Chain, timestamp, options, findings, cancellationToken);
        return signature with
        {
            Nested = nested,
            Findings = findings.Findings,
            State = SignatureEvaluator.StateOf(findings, options),
            Timestamps = timestamps,
            Timestamp = timestamp,
        };
    }

    private async Task<List<TimestampToken>> ReliableTimestampsAsync(
        VerifiedSignature signature, VerificationOptions options, FindingCollector findings, CancellationToken cancellationToken)
    {
        List<TimestampToken> reliable = [];
        foreach (var token in signature.Timestamps)
        {
            var apart = findings.Apart("timestamp");
            await CheckAsync(token.Chain, token, ReachesBackFromAuthority, options, apart, cancellationToken);
            if (apart.Worst >= FindingSeverity.Untrusted)
                apart.Note(FindingKind.NoTimestamp, $"The timestamp of {Format(token.GenTime)} is not relied on.");
            else
                reliable.Add(token);
            findings.At("timestamp").AddAll(apart.Findings, mostUnlessBroken: FindingSeverity.Warning);
        }

        return reliable;
    }

    private Task CheckSignerAsync(
        IReadOnlyList<X509Certificate2> chain,
        TimestampToken? timestamp,
        VerificationOptions options,
        FindingCollector findings,
        CancellationToken cancellationToken) =>
        CheckAsync(chain, timestamp, ReachesBackFromSigner, options, findings, cancellationToken);

    /// <summary>Checks all certificates of a chain but its root, which nobody above can revoke.</summary>
    private async Task CheckAsync(
        IReadOnlyList<X509Certificate2> chain,
        TimestampToken? time,
        Func<RevocationEntry, bool> reachesBack,
        VerificationOptions options,
        FindingCollector findings,
        CancellationToken cancellationToken)
    {
        List<string> unknown = [];
        for (var i = 0; i + 1 < chain.Count; i++)
        {
            var status = await source.FindAsync(
                chain[i], chain[i + 1], options.Revocation, options.Clock.GetUtcNow(), cancellationToken);
            if (!status.IsKnown)
                unknown.Add($"'{chain[i].Subject}': {status.Reason}");
            else if (status.Entry is { } entry)
                AddRevoked(chain[i], entry, time, reachesBack(entry), findings);
        }

        if (unknown.Count == 0)
            return;

        var severity = options.Revocation.Mode == RevocationMode.Require ? FindingSeverity.Untrusted : FindingSeverity.Warning;
        findings.Add(
            FindingKind.RevocationUnknown, severity, $"Whether these are revoked is not known: {string.Join(". ", unknown)}.");
    }

    private static void AddRevoked(
        X509Certificate2 certificate, RevocationEntry entry, TimestampToken? time, bool reachesBack, FindingCollector findings)
    {
        var what = $"'{certificate.Subject}' is revoked since {Format(entry.Time)}, reason: {Describe(entry)}";
        if (time is null)
        {
            findings.Untrusted(FindingKind.Revoked, $"{what}. No timestamp shows that it signed before.");
            return;
        }

        var end = EndOfTrust(entry, reachesBack);
        if (time.GenTime + time.Accuracy < end)
            findings.Note(FindingKind.RevokedLater, $"{what}. The timestamp, {Format(time.GenTime)}, is from before.");
        else if (end == DateTimeOffset.MinValue)
            findings.Untrusted(FindingKind.Revoked, $"{what}. Since when the key was in other hands is not said, so no time is before.");
        else
            findings.Untrusted(FindingKind.Revoked, $"{what}. The timestamp, {Format(time.GenTime)}, is not from before {Format(end)}.");
    }

    /// <summary>The time that signatures must be from before.</summary>
    private static DateTimeOffset EndOfTrust(RevocationEntry entry, bool reachesBack)
    {
        if (reachesBack)
            return entry.InvalidityDate ?? DateTimeOffset.MinValue;
        return entry.InvalidityDate is { } invalid && invalid < entry.Time ? invalid : entry.Time;
    }

    private static bool ReachesBackFromSigner(RevocationEntry entry) => entry.Reason
        is RevocationReason.KeyCompromise or RevocationReason.AuthorityCompromise or RevocationReason.AttributeAuthorityCompromise;

    /// <summary>RFC 3161, section 4: but for these reasons, nothing that the authority ever stamped is to be relied on.</summary>
    private static bool ReachesBackFromAuthority(RevocationEntry entry) => entry.Reason
        is not (RevocationReason.Unspecified or RevocationReason.AffiliationChanged or RevocationReason.Superseded
            or RevocationReason.CessationOfOperation);

    private static string Describe(RevocationEntry entry)
    {
        var reason = entry.Reason switch
        {
            null => "none given",
            RevocationReason.KeyCompromise => "its key is in other hands (keyCompromise)",
            RevocationReason.AuthorityCompromise => "its key is in other hands (cACompromise)",
            { } other => char.ToLowerInvariant(other.ToString()[0]) + other.ToString()[1..],
        };
        return entry.InvalidityDate is { } date ? $"{reason}, since {Format(date)} as is known" : reason;
    }

    private static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
}
