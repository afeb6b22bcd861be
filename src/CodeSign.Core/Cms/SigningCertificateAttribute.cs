using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Cms;

/// <summary>The signing-certificate-v2 attribute (RFC 5035, section 3), which binds a signature to one certificate.</summary>
internal static class SigningCertificateAttribute
{
    /// <summary>The whole Attribute, with one ESSCertIDv2 and its issuerSerial.</summary>
    public static byte[] Encode(X509Certificate2 certificate, DigestAlgorithm digest)
    {
        // GeneralNames with a directoryName [4], explicit because a name is a CHOICE.
        var issuer = DerWriter.Wrap(DerWriter.Sequence, DerWriter.Wrap(DerWriter.Context(4), certificate.IssuerName.RawData));
        var issuerSerial = DerWriter.Wrap(DerWriter.Sequence, issuer, DerWriter.Integer(certificate.SerialNumberBytes.ToArray()));
        var hash = DerWriter.OctetString(digest.Hash(certificate.RawDataMemory.Span));

        // SHA-256 is the default, which DER leaves out.
        var algorithm = digest == DigestAlgorithm.Sha256 ? [] : DerWriter.Algorithm(digest.Oid);
        var identifier = DerWriter.Wrap(DerWriter.Sequence, algorithm, hash, issuerSerial);
        return DerWriter.Attribute(
            Oids.SigningCertificateV2, DerWriter.Wrap(DerWriter.Sequence, DerWriter.Wrap(DerWriter.Sequence, identifier)));
    }
}
