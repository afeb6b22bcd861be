using System.Security.Cryptography.X509Certificates;
using CodeSign.Cms;

namespace CodeSign.Formats.Detached;

/// <summary>
/// What a detached signature signs (RFC 5652, section 5.2): plain data that stands elsewhere, with the certificate's identity. There
/// is no signing time: nothing would prove it, and the timestamp does.
/// </summary>
internal static class DetachedContent
{
    /// <summary>The chain without its root, the signer by issuer and serial number, and the timestamp attribute of RFC 3161.</summary>
    private static readonly SignedDataStyle Style =
        new(IncludeRoot: false, PreferSubjectKeyIdentifier: false, TimestampAttribute: Oids.SignatureTimestampToken);

    /// <summary>Describes what is to be signed.</summary>
    /// <param name="fileDigest">The digest of the file.</param>
    /// <param name="digest">What it was made with, and what the signature is to use.</param>
    /// <param name="signer">The signer's certificate.</param>
    public static SignedContent Create(ReadOnlyMemory<byte> fileDigest, DigestAlgorithm digest, X509Certificate2 signer) => new()
    {
        ContentType = Oids.Data,
        EncodedContent = default,
        ContentOctets = default,
        DetachedDigest = fileDigest,
        SignedAttributes = [SigningCertificateAttribute.Encode(signer, digest)],
        Digest = digest,
        Style = Style,
    };
}
