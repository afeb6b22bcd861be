using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Testing;

/// <summary>Makes certificates from options.</summary>
internal static class CertificateMaker
{
    internal static TestCertificate Make(CertificateOptions options, TestCertificate? issuer)
    {
        var key = options.Key ?? TestKeys.Create(options.KeyKind);
        var signingKey = issuer?.Key ?? key;
        // For a key of another kind than the issuer's, the request's own digest is unused: the generator below names it.
        var request = key is RSA rsa
            ? new CertificateRequest(options.Subject, rsa, options.SignatureDigest, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(options.Subject, (ECDsa)key, options.SignatureDigest);
        AddExtensions(request, options, issuer);
        var issuerName = issuer?.Certificate.SubjectName ?? request.SubjectName;
        var generator = Generator(signingKey, options.SignatureDigest);
        var certificate = request.Create(issuerName, generator, options.NotBefore, options.NotAfter, NewSerialNumber());
        return new TestCertificate(certificate, issuer?.Chain ?? [], key, ownsKey: options.Key is null);
    }

    private static X509SignatureGenerator Generator(AsymmetricAlgorithm key, HashAlgorithmName digest) => key switch
    {
        RSA rsa when WeakSignatureGenerator.IsFor(digest) => new WeakSignatureGenerator(rsa),
        RSA rsa => X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1),
        _ => X509SignatureGenerator.CreateForECDsa((ECDsa)key),
    };

    private static void AddExtensions(CertificateRequest request, CertificateOptions options, TestCertificate? issuer)
    {
        var extensions = request.CertificateExtensions;
        extensions.Add(new X509BasicConstraintsExtension(
            options.IsAuthority, options.PathLength is not null, options.PathLength ?? 0, critical: options.IsAuthority));
        if (options.KeyUsage is { } usage)
            extensions.Add(new X509KeyUsageExtension(usage, critical: true));
        if (options.ExtendedKeyUsages.Count > 0)
        {
            var usages = new OidCollection();
            foreach (var oid in options.ExtendedKeyUsages)
                usages.Add(new Oid(oid));
            extensions.Add(new X509EnhancedKeyUsageExtension(usages, options.ExtendedKeyUsageCritical));
        }

        if (options.SubjectKeyIdentifier)
            extensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (issuer?.Certificate.Extensions["2.5.29.14"] is X509SubjectKeyIdentifierExtension identifier)
            extensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(identifier));
        if (options.RevocationList is { } list)
            extensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([list.AbsoluteUri]));
        if (options.OcspResponder is { } responder)
            extensions.Add(new X509AuthorityInformationAccessExtension([responder.AbsoluteUri], null));
        if (options.IsOcspResponder)
            extensions.Add(new X509Extension("1.3.6.1.5.5.7.48.1.5", [0x05, 0x00], critical: false));
        foreach (var extension in options.Extensions)
            extensions.Add(extension);
    }

    private static byte[] NewSerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        return serial;
    }
}
