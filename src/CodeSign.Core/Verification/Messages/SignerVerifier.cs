using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Verification.Messages;

/// <summary>
/// Checks that one SignerInfo belongs to a content and a certificate (RFC 5652, sections 5.4 and 5.6): message digest and
/// signature value. Whether the certificate is anybody's to trust is for others to say. Safe for use by several threads at once.
/// </summary>
internal sealed class SignerVerifier
{
    private readonly SignatureValueVerifier _values = new();

    /// <summary>Checks a signer.</summary>
    /// <param name="signer">The signer.</param>
    /// <param name="content">The content's octets.</param>
    /// <param name="contentType">What the contentType attribute must say; <see langword="null"/> for a countersignature.</param>
    /// <param name="certificates">Where the signer's certificate is looked for.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <returns>The signer's certificate, if signature and digest are right; otherwise <see langword="null"/>.</returns>
    public X509Certificate2? Verify(
        SignerMessage signer,
        ReadOnlySpan<byte> content,
        string? contentType,
        IReadOnlyList<X509Certificate2> certificates,
        FindingCollector findings)
    {
        var digest = MessageDigest.FromOid(signer.DigestAlgorithm.Oid);
        return VerifyDigest(signer, digest is null ? [] : digest.Hash(content), contentType, certificates, findings);
    }

    /// <summary>Checks a signer of a content of which only the digest is at hand.</summary>
    /// <param name="signer">The signer.</param>
    /// <param name="contentDigest">The digest of the content's octets, by the signer's algorithm.</param>
    /// <param name="contentType">What the contentType attribute must say; <see langword="null"/> for a countersignature.</param>
    /// <param name="certificates">Where the signer's certificate is looked for.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <returns>The signer's certificate, if signature and digest are right; otherwise <see langword="null"/>.</returns>
    public X509Certificate2? VerifyDigest(
        SignerMessage signer,
        ReadOnlySpan<byte> contentDigest,
        string? contentType,
        IReadOnlyList<X509Certificate2> certificates,
        FindingCollector findings)
    {
        var digest = MessageDigest.FromOid(signer.DigestAlgorithm.Oid);
        if (digest is null || !signer.DigestAlgorithm.HasNoParameters)
        {
            findings.Broken(
                FindingKind.UnsupportedAlgorithm, $"The digest algorithm {signer.DigestAlgorithm.Oid} is not one of a signature.");
            return null;
        }

        if (!CheckVersion(signer, findings) || !CheckAttributes(signer, contentDigest, contentType, digest, findings))
            return null;

        var certificate = FindCertificate(signer, certificates);
        if (certificate is null)
        {
            findings.Broken(FindingKind.SignerCertificateMissing, "The signer's certificate is not in the signature.");
            return null;
        }

        var hash = digest.Hash(signer.SignedOctets());
        var outcome = _values.Verify(certificate, signer.SignatureAlgorithm, hash, digest, signer.Signature.Span);
        if (outcome != SignatureValueVerifier.Outcome.Valid)
        {
            AddFailure(signer, certificate, digest, outcome, findings);
            return null;
        }

        if (digest.Strong is null)
            findings.Weak(FindingKind.WeakDigest, $"It is made with {digest}, for which collisions can be found.");
        return certificate;
    }

    private static bool CheckVersion(SignerMessage signer, FindingCollector findings)
    {
        var expected = signer.SubjectKeyIdentifier.IsEmpty ? 1 : 3;
        if (signer.Version == expected)
            return true;

        findings.Broken(FindingKind.MalformedSignature, $"The signer's version is {signer.Version} and should be {expected}.");
        return false;
    }

    private static bool CheckAttributes(
        SignerMessage signer, ReadOnlySpan<byte> contentDigest, string? contentType, MessageDigest digest, FindingCollector findings)
    {
        if (contentType is not null && ReadContentType(signer) != contentType)
        {
            findings.Broken(FindingKind.SignedAttribute, $"The signed attribute contentType is not the content's, {contentType}.");
            return false;
        }

        if (ReadMessageDigest(signer) is not { } messageDigest)
        {
            findings.Broken(FindingKind.SignedAttribute, "The signed attribute messageDigest is missing or malformed.");
            return false;
        }

        if (CryptographicOperations.FixedTimeEquals(messageDigest, contentDigest))
            return true;

        findings.Broken(FindingKind.ContentDigestMismatch, $"The {digest} of the signature's content is not what was signed.");
        return false;
    }

    private static string? ReadContentType(SignerMessage signer) =>
        Read(signer.SingleSignedValue(MessageOids.ContentTypeAttribute), reader => reader.ReadObjectIdentifier());

    private static byte[]? ReadMessageDigest(SignerMessage signer) =>
        Read(signer.SingleSignedValue(MessageOids.MessageDigestAttribute), reader => reader.ReadOctetString());

    private static T? Read<T>(ReadOnlyMemory<byte>? encoded, Func<AsnReader, T> read)
        where T : class
    {
        if (encoded is null)
            return null;

        try
        {
            var reader = new AsnReader(encoded.Value, AsnEncodingRules.DER);
            var value = read(reader);
            reader.ThrowIfNotEmpty();
            return value;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>The certificate that a signer names as its own, if it is among these.</summary>
    public static X509Certificate2? FindCertificate(SignerMessage signer, IReadOnlyList<X509Certificate2> certificates)
    {
        foreach (var certificate in certificates)
        {
            if (signer.SubjectKeyIdentifier.IsEmpty ? HasIssuerAndSerial(certificate, signer) : HasKeyIdentifier(certificate, signer))
                return certificate;
        }

        return null;
    }

    private static bool HasIssuerAndSerial(X509Certificate2 certificate, SignerMessage signer) =>
        certificate.SerialNumberBytes.Span.SequenceEqual(signer.SerialNumber.Span)
        && certificate.IssuerName.RawData.AsSpan().SequenceEqual(signer.Issuer.Span);

    private static bool HasKeyIdentifier(X509Certificate2 certificate, SignerMessage signer)
    {
        var extension = certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault();
        return extension is not null && extension.SubjectKeyIdentifierBytes.Span.SequenceEqual(signer.SubjectKeyIdentifier.Span);
    }

    private static void AddFailure(
        SignerMessage signer,
        X509Certificate2 certificate,
        MessageDigest digest,
        SignatureValueVerifier.Outcome outcome,
        FindingCollector findings)
    {
        if (outcome == SignatureValueVerifier.Outcome.Unsupported)
        {
            findings.Broken(
                FindingKind.UnsupportedAlgorithm,
                $"The signature algorithm {signer.SignatureAlgorithm.Oid} does not go with {digest} and the key of " +
                $"'{certificate.Subject}'.");
        }
        else
        {
            findings.Broken(
                FindingKind.SignatureValueMismatch, $"The signature value is not one of the key of '{certificate.Subject}'.");
        }
    }
}
