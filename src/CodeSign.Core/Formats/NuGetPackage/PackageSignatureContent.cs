using System.Text;
using CodeSign.Cms;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using X509Certificate2 = System.Security.Cryptography.X509Certificates.X509Certificate2;

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
            EncodedContent = DerWriter.Encode(new DerOctetString(text)),
            ContentOctets = text,
            SignedAttributes =
            [
                DerWriter.Attribute(Oids.SigningTime, DerWriter.Encode(new Org.BouncyCastle.Asn1.Cms.Time(time.UtcDateTime))),
                DerWriter.Attribute(
                    Oids.CommitmentTypeIndication, DerWriter.Encode(new DerSequence(new DerObjectIdentifier(Oids.ProofOfOrigin)))),
                DerWriter.Attribute(Oids.SigningCertificateV2, SigningCertificate(signer, digest)),
            ],
            Digest = digest,
            Style = Style,
        };
    }

    /// <summary>SigningCertificateV2 (RFC 5035, section 3) with one ESSCertIDv2 and its issuerSerial, as demanded (NU3011).</summary>
    private static byte[] SigningCertificate(X509Certificate2 certificate, DigestAlgorithm digest)
    {
        // GeneralNames with a directoryName [4], explicit because a name is a CHOICE.
        var issuer = DerWriter.Wrap(DerWriter.Sequence, DerWriter.Wrap(DerWriter.Context(4), certificate.IssuerName.RawData));
        var issuerSerial = DerWriter.Wrap(DerWriter.Sequence, issuer, DerWriter.Integer(certificate.SerialNumberBytes));
        var hash = DerWriter.Encode(new DerOctetString(digest.Hash(certificate.RawData)));

        // SHA-256 is the default, which DER leaves out.
        var algorithm = digest == DigestAlgorithm.Sha256
            ? []
            : DerWriter.Encode(new AlgorithmIdentifier(new DerObjectIdentifier(digest.Oid)));
        var identifier = DerWriter.Wrap(DerWriter.Sequence, algorithm, hash, issuerSerial);
        return DerWriter.Wrap(DerWriter.Sequence, DerWriter.Wrap(DerWriter.Sequence, identifier));
    }
}
