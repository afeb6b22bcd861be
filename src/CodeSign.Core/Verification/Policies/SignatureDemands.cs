using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Diagnostics;
using CodeSign.Timestamping;

namespace CodeSign.Verification.Policies;

/// <summary>Holds one trusted signature against what a rule demands of signatures.</summary>
internal static class SignatureDemands
{
    /// <summary>Finds what a signature is not. Nothing found: it satisfies the rule.</summary>
    public static void Check(VerifiedSignature signature, PolicyRule rule, DateTimeOffset now, FindingCollector findings)
    {
        if (rule.Signers is { } signers && !signers.Any(signer => IsBy(signature, signer)))
            findings.Untrusted(FindingKind.PolicySigner, $"The rule does not list the signer, {Describe(signature.Chain)}.");
        CheckTimestamps(signature, rule, now, findings);
        CheckStrength(signature, rule, findings);
    }

    /// <summary>
    /// Whether a manifest's signature is by one of the rule's signers. Repositories sign no manifests: where the rule lists nobody else,
    /// anyone trusted may have signed it.
    /// </summary>
    public static bool IsManifestBySigner(VerifiedSignature signature, PolicyRule rule)
    {
        var signers = rule.Signers?.Where(signer => signer.As != PolicySignatureKind.Repository).ToList() ?? [];
        return signers.Count == 0 || signers.Exists(signer => Is(signature.Chain, signer));
    }

    private static bool IsBy(VerifiedSignature signature, PolicySigner signer)
    {
        var isAs = signer.As switch
        {
            PolicySignatureKind.Author => signature.Kind == SignatureKind.PackageAuthor,
            PolicySignatureKind.Repository => signature.Kind == SignatureKind.PackageRepository,
            _ => true,
        };
        var isOwned = signer.Owners is not { } owners
            || signature.Repository?.Owners.Any(owner => owners.Contains(owner, StringComparer.OrdinalIgnoreCase)) == true;
        return isAs && isOwned && Is(signature.Chain, signer);
    }

    private static bool Is(IReadOnlyList<X509Certificate2> chain, PolicyIdentity identity) =>
        chain.Count > 0
        && HasFingerprint(identity.Certificate, chain[0].RawDataMemory.Span)
        && HasFingerprint(identity.Root, chain[^1].RawDataMemory.Span)
        && (identity.Key is null || HasFingerprint(identity.Key, chain[0].PublicKey.ExportSubjectPublicKeyInfo()))
        && (identity.Subject is null || SubjectAttributes.Match(chain[0].SubjectName, identity.Subject));

    private static bool HasFingerprint(string? wanted, ReadOnlySpan<byte> content) =>
        wanted is null || string.Equals(wanted, Fingerprint(content), StringComparison.OrdinalIgnoreCase);

    private static string Fingerprint(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static void CheckTimestamps(VerifiedSignature signature, PolicyRule rule, DateTimeOffset now, FindingCollector findings)
    {
        var accepted = signature.Timestamps
            .FirstOrDefault(token => rule.TimestampAuthorities?.Any(authority => Is(token.Chain, authority)) != false);
        if (accepted is null && rule.Timestamp == PolicyRequirement.Required)
        {
            findings.Untrusted(
                FindingKind.PolicyTimestamp,
                signature.Timestamps is [var other, ..]
                    ? $"The rule does not list the timestamp's authority, {Describe(other.Chain)}."
                    : "The rule demands a timestamp that can be relied on.");
        }

        if (rule.MaximumAgeDays is { } days && accepted is not null)
            CheckAge(accepted, days, now, findings);
    }

    private static void CheckAge(TimestampToken timestamp, int days, DateTimeOffset now, FindingCollector findings)
    {
        var age = now - timestamp.GenTime;
        if (age <= TimeSpan.FromDays(days))
            return;

        findings.Untrusted(
            FindingKind.PolicyAge,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The signature is {Quantity.Of((int)age.TotalDays, "day")} old, from {timestamp.GenTime.UtcDateTime:u}; the rule allows {days}."));
    }

    private static void CheckStrength(VerifiedSignature signature, PolicyRule rule, FindingCollector findings)
    {
        var least = rule.Digest.ToString().ToUpperInvariant();
        if (string.CompareOrdinal(signature.DigestAlgorithm ?? "", least) < 0)
        {
            findings.Untrusted(
                FindingKind.PolicyStrength,
                $"The signature is made with {signature.DigestAlgorithm ?? "an unknown digest"}; the rule demands {least} or better.");
        }

        if (signature.Signer is { } signer && KeyBits(signer) is var (kind, bits, leastBits) && bits < leastBits(rule))
        {
            findings.Untrusted(
                FindingKind.PolicyStrength, $"The signer's {kind} key has {bits} bits; the rule demands {leastBits(rule)}.");
        }
    }

    private static (string Kind, int Bits, Func<PolicyRule, int> Least)? KeyBits(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
            return ("RSA", rsa.KeySize, rule => rule.RsaBits ?? PolicyRule.LeastRsaBits);
        using var curve = certificate.GetECDsaPublicKey();
        return curve is null ? null : ("elliptic-curve", curve.KeySize, rule => rule.CurveBits ?? PolicyRule.LeastCurveBits);
    }

    private static string Describe(IReadOnlyList<X509Certificate2> chain) => chain.Count == 0
        ? "of whom nothing is known"
        : $"'{chain[0].Subject}' (certificate {Fingerprint(chain[0].RawDataMemory.Span)}, " +
          $"root {Fingerprint(chain[^1].RawDataMemory.Span)})";
}
