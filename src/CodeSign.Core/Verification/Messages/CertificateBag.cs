using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Trust;

namespace CodeSign.Verification.Messages;

/// <summary>The certificates that come along with a signature.</summary>
internal static class CertificateBag
{
    /// <summary>Loads them all, or reports which one is none and gives <see langword="null"/>.</summary>
    public static IReadOnlyList<X509Certificate2>? Read(
        SignedDataMessage message, CertificateCache cache, FindingCollector findings)
    {
        var certificates = new List<X509Certificate2>(message.Certificates.Count);
        foreach (var encoded in message.Certificates)
        {
            if (!cache.TryLoad(encoded, out var certificate))
            {
                findings.Broken(
                    FindingKind.MalformedSignature, $"The signature's certificate number {certificates.Count + 1} is malformed.");
                return null;
            }

            certificates.Add(certificate);
        }

        return certificates;
    }

    /// <summary>Notes certificates that the signer's chain does not need.</summary>
    public static void NoteUnrelated(
        IReadOnlyList<X509Certificate2> bag, IReadOnlyList<X509Certificate2> chain, FindingCollector findings)
    {
        if (!HasUnrelated(bag, chain))
            return;

        var unrelated = bag.Where(certificate => !Contains(chain, certificate)).Select(c => $"'{c.Subject}'");
        findings.Note(
            FindingKind.UnrelatedCertificates, $"It carries certificates outside of the signer's chain: {string.Join("; ", unrelated)}.");
    }

    /// <summary>Whether there are certificates that the signer's chain does not need.</summary>
    public static bool HasUnrelated(IReadOnlyList<X509Certificate2> bag, IReadOnlyList<X509Certificate2> chain) =>
        bag.Any(certificate => !Contains(chain, certificate));

    private static bool Contains(IReadOnlyList<X509Certificate2> certificates, X509Certificate2 wanted)
    {
        foreach (var certificate in certificates)
        {
            if (ReferenceEquals(certificate, wanted) || certificate.RawDataMemory.Span.SequenceEqual(wanted.RawDataMemory.Span))
                return true;
        }

        return false;
    }
}
