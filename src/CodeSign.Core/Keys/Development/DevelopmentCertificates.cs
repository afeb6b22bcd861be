using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CodeSign.Keys.Development;

/// <summary>
/// Issues the certificates of a development identity. The keys are RSA, since NuGet takes no others, with 2048 bits: the least that
/// is accepted, which is enough for a certificate of one year that only one machine trusts, and found in a fraction of a second.
/// </summary>
internal static class DevelopmentCertificates
{
    private const int KeyBits = 2048;
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    private const string Timestamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>Makes keys and certificates. The root's private key is gone when this returns.</summary>
    public static DevelopmentKeys Issue(string userName, string machineName, DateTimeOffset now)
    {
        var keys = new RSA[3];
        System.Threading.Tasks.Parallel.For(0, keys.Length, i =>
        {
            // The platform finds the primes when the key is first used.
            keys[i] = RSA.Create(KeyBits);
            keys[i].ExportRSAPublicKey();
        });

        using var rootKey = keys[0];
        var name = CommonName(userName, machineName);
        var root = IssueRoot(rootKey, Name(name, "Root"), now);
        return new DevelopmentKeys
        {
            Root = root,
            SignerKey = keys[1],
            Signer = IssueLeaf(keys[1], Name(name, "Code signing"), CodeSigning, root, rootKey),
            TimestampAuthorityKey = keys[2],
            TimestampAuthority = IssueLeaf(keys[2], Name(name, "Timestamping"), Timestamping, root, rootKey),
        };
    }

    /// <summary>
    /// A common name has at most 64 characters (RFC 5280, appendix A.1), and a user may be called anything. What is left can be
    /// shown, quoted and searched for everywhere.
    /// </summary>
    public static string CommonName(string userName, string machineName) =>
        $"DEVELOPMENT ONLY {Clean(userName, 20)}@{Clean(machineName, 26)}";

    /// <summary>
    /// NuGet and verifiers compare times to the second, and clocks differ: a certificate that starts an hour ago is valid now.
    /// </summary>
    private static X509Certificate2 IssueRoot(RSA key, X500DistinguishedName name, DateTimeOffset now)
    {
        var request = Request(name, key);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(0));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(CodeSigning), new Oid(Timestamping)], critical: true));

        var start = now.AddHours(-1);
        return request.Create(
            name, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), start, start.AddYears(1), NewSerialNumber());
    }

    private static X509Certificate2 IssueLeaf(RSA key, X500DistinguishedName name, string usage, X509Certificate2 root, RSA rootKey)
    {
        var request = Request(name, key);
        var rootIdentifier = root.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single();
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: true));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(rootIdentifier));
        return request.Create(
            root.SubjectName, X509SignatureGenerator.CreateForRSA(rootKey, RSASignaturePadding.Pkcs1),
            root.NotBefore, root.NotAfter, NewSerialNumber());
    }

    private static CertificateRequest Request(X500DistinguishedName name, RSA key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static X500DistinguishedName Name(string commonName, string unit)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCommonName(commonName);
        builder.AddOrganizationalUnitName(unit);
        return builder.Build();
    }

    private static string Clean(string name, int maxLength)
    {
        var clean = new StringBuilder();
        foreach (var c in name)
        {
            if (clean.Length == maxLength)
                break;

            clean.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_');
        }

        return clean.Length > 0 ? clean.ToString() : "unknown";
    }

    /// <summary>Positive, and as long as RFC 5280, section 4.1.2.2, recommends random ones to be.</summary>
    private static byte[] NewSerialNumber()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x3f) | 0x40);
        return serial;
    }
}
