using System.Security.Cryptography.X509Certificates;
using System.Text;
using CodeSign.Cms;

namespace CodeSign.Formats.NuGetPackage;

/// <summary>
/// What a NuGet author signature signs (the package signature technical specification of NuGet): a text with the package's digest,
/// the time, the commitment proof-of-origin that makes it an author's, and the certificate's identity.
/// </summary>
internal static class PackageSignatureContent
{
    /// <summary>The whole chain with its root, the signer by SubjectKeyIdentifier, and the timestamp attribute of RFC 3161.</summary>
    public static readonly SignedDataStyle Style =
        new(IncludeRoot: true, PreferSubjectKeyIdentifier: true, TimestampAttribute: Oids.SignatureTimestampToken);

    /// <summary>Describes what is to be signed.</summary>
    /// <param name="packageDigest">The digest of the unsigned package.</param>
    /// <param name="digest">What it was made with, and what the signature is to use.</param>
    /// <param name="signer">The signer's certificate.</param>
    /// <param name="time">The signing time to claim.</param>
    public static SignedContent Create(
        ReadOnlySpan<byte> packageDigest, DigestAlgorithm digest, X509Certificate2 signer, DateTimeOffset time)
    {
        var text = Encoding.UTF8.GetBytes($"Version:1\n\n{digest.Oid}-Hash:{Convert.ToBase64String(packageDigest)}\n\n");
        return new SignedContent
        {
            ContentType = Oids.Data,
            EncodedContent = DerWriter.OctetString(text),
            ContentOctets = text,
            SignedAttributes =
            [
                DerWriter.Attribute(Oids.SigningTime, DerWriter.Time(time)),
                DerWriter.Attribute(Oids.CommitmentTypeIndication, DerWriter.Wrap(DerWriter.Sequence, DerWriter.Oid(Oids.ProofOfOrigin))),
                // With its issuerSerial, which NuGet demands (NU3011).
                SigningCertificateAttribute.Encode(signer, digest),
            ],
            Digest = digest,
            Style = Style,
        };
    }
}
