using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.Signatures;

/// <summary>
/// What no signature covers in a message, and nobody needs, is a place to hide something. In the signatures of others it is
/// reported; in our own it is not there.
/// </summary>
internal static class UncoveredRules
{
    public static void Check(SignedDataMessage message, SignatureProfile profile, bool isOwn, FindingCollector findings)
    {
        var severity = isOwn ? FindingSeverity.Broken : FindingSeverity.Warning;
        var signer = message.Signers[0];
        if (message.OtherSize > 0)
            findings.Add(
                FindingKind.UncoveredData,
                severity,
                $"The signature carries {message.OtherSize} bytes of revocation lists or attribute certificates.");
        foreach (var attribute in signer.UnsignedAttributes)
        {
            if (attribute.Oid != profile.TimestampAttribute && !profile.KnownUnsignedAttributes.Contains(attribute.Oid))
            {
                findings.Add(
                    FindingKind.UncoveredData,
                    severity,
                    $"The signature carries an unsigned attribute {attribute.Oid} of {attribute.Size} bytes.");
            }
        }

        if (isOwn)
            CheckSpelling(message, signer, findings);
        if (isOwn && message.IsContentInParts)
            findings.Broken(FindingKind.MalformedSignature, "Our own signature does not have its content in parts.");
    }

    /// <summary>Our own signatures carry no certificate but those of the chain.</summary>
    public static void CheckOwnCertificates(
        IReadOnlyList<X509Certificate2> bag, CertificatePath path, FindingCollector findings)
    {
        if (CertificateBag.HasUnrelated(bag, path.Certificates) || bag.Distinct().Count() < bag.Count)
            findings.Broken(FindingKind.UnrelatedCertificates, "Our own signature carries certificates that we did not put there.");
    }

    /// <summary>
    /// Standards allow more than one way to write an algorithm down, all meaning the same. We write one.
    /// </summary>
    private static void CheckSpelling(SignedDataMessage message, SignerMessage signer, FindingCollector findings)
    {
        var digests = message.DigestAlgorithms is [{ HasNullParameters: true }] && signer.DigestAlgorithm.HasNullParameters;
        var signature = signer.SignatureAlgorithm is { Oid: MessageOids.Rsa, HasNullParameters: true } or
        {
            Oid: MessageOids.EcdsaSha256 or MessageOids.EcdsaSha384 or MessageOids.EcdsaSha512,
            Parameters.IsEmpty: true,
        };
        if (!digests || !signature)
            findings.Broken(FindingKind.MalformedSignature, "Our own signature does not name its algorithms as we do.");
    }
}
