using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CodeSign.Keys.Certificates;
using CodeSign.Keys.Files;

namespace CodeSign.Keys.Development;

/// <summary>
/// The content of a development identity's files: both keys and all certificates in one PEM file, so that they are always of the
/// same identity, and the root once more by itself, to be trusted by whoever verifies.
/// </summary>
internal sealed record DevelopmentParts(SigningIdentity Signer, SigningIdentity TimestampAuthority)
{
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    private const string Timestamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>Writes the files into a folder that nobody else sees yet.</summary>
    public static void Write(DevelopmentKeys keys, string identityPath, string rootPath)
    {
        using var identity = new SecretBytes(64 * 1024);
        var length = Append(identity.Span, 0, keys.SignerKey, keys.Signer);
        length = Append(identity.Span, length, keys.TimestampAuthorityKey, keys.TimestampAuthority);
        length = Append(identity.Span, length, keys.Root.ExportCertificatePem());
        PrivateFolder.WriteFile(identityPath, identity.Span[..length]);
        PrivateFolder.WriteFile(rootPath, Encoding.ASCII.GetBytes(keys.Root.ExportCertificatePem() + '\n'));
    }

    /// <summary>Puts the identity together.</summary>
    /// <exception cref="KeyFileException">Something is missing, or does not belong together.</exception>
    public static DevelopmentParts Parse(ReadOnlySpan<byte> identityFile, ReadOnlySpan<byte> rootFile)
    {
        using var contents = PemKeyFile.Read(identityFile, password: null);
        using var rootContents = PemKeyFile.Read(rootFile, password: null);
        var root = contents.Certificates.Find(CertificateChainCompletion.IsSelfSigned);
        if (root is null || rootContents.Certificates is not [var stated] || !stated.Equals(root))
            throw KeyFileException.Damaged("Its root certificate is missing or another one.");

        var signer = Assemble(contents, root, CodeSigning);
        try
        {
            return new DevelopmentParts(signer, Assemble(contents, root, Timestamping));
        }
        catch
        {
            signer.Dispose();
            throw;
        }
    }

    /// <summary>Copies what it needs, so that the two identities and the file's contents can be disposed apart.</summary>
    private static SigningIdentity Assemble(KeyFileContents contents, X509Certificate2 root, string usage)
    {
        foreach (var certificate in contents.Certificates.Where(c => IsFor(c, usage) && CertificateSignature.IsMadeBy(c, root)))
            if (contents.Keys.Find(k => k.Fits(certificate)) is { } key)
            {
                contents.Keys.Remove(key);
                var signingKey = new FileSigningKey(key, "the development identity");
                if (KeyPairing.Proves(signingKey, certificate))
                    return new SigningIdentity([Copy(certificate), Copy(root)], signingKey, KeyKind.Development);

                signingKey.Dispose();
            }

        throw KeyFileException.Damaged(
            usage == CodeSigning ? "Its code-signing key or certificate is missing." : "Its timestamping key or certificate is missing.");
    }

    private static bool IsFor(X509Certificate2 certificate, string usage) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any(e => e.EnhancedKeyUsages is [var only] && only.Value == usage);

    private static X509Certificate2 Copy(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadCertificate(certificate.RawDataMemory.Span);

    private static int Append(Span<byte> target, int offset, RSA key, X509Certificate2 certificate)
    {
        using var pkcs8 = SecretBytes.Take(key.ExportPkcs8PrivateKey());
        var written = PemEncoding.WriteUtf8("PRIVATE KEY"u8, pkcs8.Span);
        written.CopyTo(target[offset..]);
        CryptographicOperations.ZeroMemory(written);
        target[offset + written.Length] = (byte)'\n';
        return Append(target, offset + written.Length + 1, certificate.ExportCertificatePem());
    }

    private static int Append(Span<byte> target, int offset, string text) =>
        offset + Encoding.ASCII.GetBytes(text + '\n', target[offset..]);
}
