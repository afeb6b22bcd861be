using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Messages;
using CodeSign.Verification.Trust;

namespace CodeSign.Verification;

/// <summary>
/// Validates certificate paths (RFC 5280, section 6) to given roots, without network, without revocation, and without the
/// operating system's own trust. Outcomes are kept by content, since hundreds of signatures carry the same chain. Safe for use by
/// several threads at once. The certificates that it gives out belong to it and must not be disposed.
/// </summary>
public sealed class CertificateChainVerifier
{
    private const int MostPaths = 4096;

    private readonly ConcurrentDictionary<PathKey, CertificatePath> _trustedPaths = new();

    /// <summary>The certificates seen so far.</summary>
    internal CertificateCache Certificates { get; } = new();

    /// <summary>Verifies signers, with keys that are kept like the certificates.</summary>
    internal SignerVerifier Signers { get; } = new();

    /// <summary>Validates the path from a certificate to a trusted root.</summary>
    /// <param name="leaf">The certificate that signed.</param>
    /// <param name="others">Certificates that may lie between it and the root; more than needed does no harm.</param>
    /// <param name="requirements">What the path is held against.</param>
    public CertificatePath Verify(
        X509Certificate2 leaf, IReadOnlyList<X509Certificate2> others, ChainRequirements requirements)
    {
        ArgumentNullException.ThrowIfNull(leaf);
        ArgumentNullException.ThrowIfNull(others);
        ArgumentNullException.ThrowIfNull(requirements);

        var key = PathKey.Create(leaf, others, requirements);
        if (_trustedPaths.TryGetValue(key, out var known) && known.Certificates.All(c => IsInDate(c, requirements.Time)))
            return known;

        var path = Build(leaf, others, requirements);
        if (!path.IsTrusted)
            return path;

        // What was found at one time holds at every other one within the validity of all certificates.
        if (_trustedPaths.Count >= MostPaths)
            _trustedPaths.Clear();
        _trustedPaths[key] = path;
        return path;
    }

    private CertificatePath Build(
        X509Certificate2 leaf, IReadOnlyList<X509Certificate2> others, ChainRequirements requirements)
    {
        var findings = new FindingCollector();
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = requirements.Time.UtcDateTime;
        policy.ApplicationPolicy.Add(new Oid(requirements.Usage));
        foreach (var other in others)
            policy.ExtraStore.Add(other);
        foreach (var root in CandidateRoots(leaf, others, requirements.Trust))
            policy.CustomTrustStore.Add(root);

        try
        {
            chain.Build(leaf);
        }
        catch (CryptographicException e)
        {
            findings.Untrusted(FindingKind.InvalidChain, $"The chain of {Name(leaf)} can't be built: {e.Message}");
            return new CertificatePath([leaf], findings.Findings);
        }

        var certificates = new List<X509Certificate2>(chain.ChainElements.Count);
        var told = X509ChainStatusFlags.NoError;
        foreach (var element in chain.ChainElements)
        {
            // The chain's own objects are made for each chain; ours are shared by all.
            using var own = element.Certificate;
            var certificate = Certificates.TryLoad(own.RawDataMemory, out var shared) ? shared : leaf;
            certificates.Add(certificate);
            foreach (var status in element.ChainElementStatus)
            {
                AddStatus(findings, certificate, status.Status, requirements);
                told |= status.Status;
            }
        }

        if (certificates.Count == 0)
        {
            findings.Untrusted(FindingKind.InvalidChain, $"{Name(leaf)} has no chain.");
            certificates.Add(leaf);
        }

        // Windows says of the chain as a whole, and of no certificate in it, that an issuer is missing.
        foreach (var status in chain.ChainStatus)
        {
            if ((status.Status & told) == 0)
                AddStatus(findings, certificates[^1], status.Status, requirements);
        }

        LeafRules.Check(leaf, requirements.Usage, findings);
        CheckStrength(certificates, findings);
        return new CertificatePath(certificates, findings.Findings);
    }

    private static void AddStatus(
        FindingCollector findings, X509Certificate2 certificate, X509ChainStatusFlags status, ChainRequirements requirements)
    {
        switch (status)
        {
            case X509ChainStatusFlags.NoError:
                break;
            case X509ChainStatusFlags.UntrustedRoot:
                findings.Untrusted(FindingKind.UntrustedRoot, $"The chain ends at {Name(certificate)}, which is not a trusted root.");
                break;
            case X509ChainStatusFlags.PartialChain:
                findings.Untrusted(
                    FindingKind.UntrustedRoot,
                    $"The chain stops at {Name(certificate)}: its issuer, {certificate.Issuer}, is neither in the signature nor " +
                    "a trusted root.");
                break;
            case X509ChainStatusFlags.NotTimeValid:
                findings.Untrusted(FindingKind.CertificateOutOfDate, OutOfDate(certificate, requirements.Time));
                break;
            case X509ChainStatusFlags.NotValidForUsage:
                findings.Untrusted(
                    FindingKind.WrongCertificateUsage,
                    $"{Name(certificate)} is not meant for {LeafRules.UsageName(requirements.Usage)}, or an issuer of it must " +
                    "not certify that.");
                break;
            default:
                findings.Untrusted(FindingKind.InvalidChain, $"{Name(certificate)} breaks a rule of certificate chains: {status}.");
                break;
        }
    }

    private static void CheckStrength(List<X509Certificate2> certificates, FindingCollector findings)
    {
        foreach (var certificate in certificates)
        {
            if (CertificateStrength.KeyWeakness(certificate) is { } weakKey)
                findings.Untrusted(FindingKind.WeakKey, $"{Name(certificate)} has {weakKey}.");

            // A root is trusted for what it is, whatever it was signed with.
            var isRoot = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
            if (!isRoot && CertificateStrength.SignatureWeakness(certificate) is { } weakSignature)
                findings.Untrusted(FindingKind.WeakDigest, $"{Name(certificate)} is {weakSignature}.");
        }
    }

    /// <summary>
    /// The trusted roots that any of the certificates names as its issuer, and the leaf itself where it is one: handing the
    /// platform the whole bundle would cost more than all the rest.
    /// </summary>
    private static IEnumerable<X509Certificate2> CandidateRoots(
        X509Certificate2 leaf, IReadOnlyList<X509Certificate2> others, TrustStore trust)
    {
        HashSet<ContentKey> asked = [];
        foreach (var certificate in others.Prepend(leaf))
        {
            var issuer = certificate.IssuerName.RawData;
            if (!asked.Add(new ContentKey(issuer)))
                continue;

            foreach (var root in trust.FindBySubject(issuer))
                yield return root;
        }
    }

    private static bool IsInDate(X509Certificate2 certificate, DateTimeOffset time) =>
        certificate.NotBefore.ToUniversalTime() <= time.UtcDateTime && time.UtcDateTime <= certificate.NotAfter.ToUniversalTime();

    private static string OutOfDate(X509Certificate2 certificate, DateTimeOffset time) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Name(certificate)} is valid from {certificate.NotBefore.ToUniversalTime():u} to " +
            $"{certificate.NotAfter.ToUniversalTime():u}, not at {time.UtcDateTime:u}.");

    private static string Name(X509Certificate2 certificate) => $"'{certificate.Subject}'";

    /// <summary>All that a path's outcome depends on, but for the time.</summary>
    private sealed record PathKey(ContentKey Content, TrustStore Trust, string Usage)
    {
        public static PathKey Create(X509Certificate2 leaf, IReadOnlyList<X509Certificate2> others, ChainRequirements requirements)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(leaf.RawDataMemory.Span);
            foreach (var other in others)
                hash.AppendData(other.RawDataMemory.Span);
            return new PathKey(new ContentKey(hash.GetHashAndReset()), requirements.Trust, requirements.Usage);
        }
    }
}
