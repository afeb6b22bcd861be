namespace CodeSign.Verification.Policies;

/// <summary>
/// Holds the outcome of verification against a policy. A policy only ever narrows: what is not trusted without it is not trusted with it.
/// </summary>
internal static class PolicyEvaluator
{
    /// <summary>Adds a policy's outcome to a result. What was trusted and is not as its rule demands becomes untrusted.</summary>
    /// <param name="result">What verification found.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="item">What its rules see.</param>
    /// <param name="findManifestProblem">
    /// Tells why no manifest describes the file, or <see langword="null"/>; asked only where the rule demands one.
    /// </param>
    /// <param name="now">The time that ages are counted to.</param>
    public static async Task<VerificationResult> ApplyAsync(
        VerificationResult result,
        VerificationPolicy policy,
        PolicyItem item,
        Func<PolicyRule, Task<string?>> findManifestProblem,
        DateTimeOffset now)
    {
        var rule = RuleMatcher.Find(policy, item);
        var findings = new FindingCollector();
        if (rule is null)
            findings.Untrusted(FindingKind.PolicyNoRule, $"No rule of the policy is about {Describe(item)}, so it is refused.");
        else
            Check(result, rule, now, findings);
        if (rule is { Manifest: PolicyRequirement.Required } && await findManifestProblem(rule) is { } problem)
            findings.Untrusted(FindingKind.PolicyManifest, $"The rule demands a signature manifest, and {problem}");

        IReadOnlyList<Finding> named = [.. findings.Findings.Select(finding => finding with { Rule = rule?.Name })];
        var mayBeUnsigned = rule is { Signature: PolicyRequirement.Optional } && result.Verdict == Verdict.Unsigned;
        var isAccepted = named.Count == 0 && (result.Verdict == Verdict.Trusted || mayBeUnsigned);
        var isRefused = !isAccepted && result.Verdict == Verdict.Trusted;
        return result with
        {
            Verdict = isRefused ? Verdict.Untrusted : result.Verdict,
            DecidingSignature = isRefused ? null : Deciding(result, rule, now),
            Findings = [.. result.Findings, .. named],
            Policy = new PolicyOutcome(rule?.Name, isAccepted, named),
        };
    }

    private static void Check(VerificationResult result, PolicyRule rule, DateTimeOffset now, FindingCollector findings)
    {
        if (result.Verdict == Verdict.Unsigned && rule.Signature == PolicyRequirement.Required)
            findings.Untrusted(FindingKind.PolicyUnsigned, "The rule demands a signature.");
        if (result.Verdict != Verdict.Trusted || Deciding(result, rule, now) is not null)
            return;

        foreach (var signature in Trusted(result))
            SignatureDemands.Check(signature, rule, now, findings.At(signature.Place));
    }

    private static VerifiedSignature? Deciding(VerificationResult result, PolicyRule? rule, DateTimeOffset now)
    {
        if (rule is null || result.Verdict != Verdict.Trusted)
            return null;

        return Trusted(result).FirstOrDefault(signature =>
        {
            var problems = new FindingCollector();
            SignatureDemands.Check(signature, rule, now, problems);
            return problems.Findings.Count == 0;
        });
    }

    private static IEnumerable<VerifiedSignature> Trusted(VerificationResult result) =>
        result.Signatures.SelectMany(signature => signature.WithNested()).Where(signature => signature.State == SignatureState.Trusted);

    private static string Describe(PolicyItem item) => item.PackageId is { } id ? $"the package {id} ({item.Path})" : item.Path;
}
