using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CodeSign.Keys;

namespace CodeSign.Testing;

/// <summary>A certificate of a <see cref="CertificateAuthority"/> with its chain and private key, and the files made of them.</summary>
public sealed class TestCertificate : IDisposable
{
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000);

    private readonly bool _ownsKey;

    internal TestCertificate(X509Certificate2 certificate, IEnumerable<X509Certificate2> issuers, AsymmetricAlgorithm key, bool ownsKey)
    {
        Certificate = certificate;
        Chain = [certificate, .. issuers];
        Key = key;
        _ownsKey = ownsKey;
    }

    /// <summary>The certificate, without its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The certificate first, the root last.</summary>
    public IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>The private key: an <see cref="RSA"/> or an <see cref="ECDsa"/>.</summary>
    public AsymmetricAlgorithm Key { get; }

    /// <summary>Issues a certificate below this one, whether it may or not. The caller disposes it.</summary>
    public TestCertificate Issue(CertificateOptions options) => CertificateMaker.Make(options, this);

    /// <summary>The chain as PEM, the root left out unless asked for.</summary>
    public string ChainPem(bool includeRoot = false)
    {
        var text = new StringBuilder();
        foreach (var certificate in Chain)
        {
            if (includeRoot || Chain.Count == 1 || certificate != Chain[^1])
                text.Append(certificate.ExportCertificatePem()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The private key as unencrypted PKCS #8 PEM.</summary>
    public string Pkcs8Pem() => Key.ExportPkcs8PrivateKeyPem() + "\n";

    /// <summary>The private key as encrypted PKCS #8 PEM (PBES2, AES-256, SHA-256).</summary>
    public string EncryptedPkcs8Pem(string password) =>
        Key.ExportEncryptedPkcs8PrivateKeyPem(password, Encryption) + "\n";

    /// <summary>The private key in its traditional form: PKCS #1 for RSA, SEC 1 for EC.</summary>
    public string TraditionalKeyPem() => (Key is RSA rsa ? rsa.ExportRSAPrivateKeyPem() : ((ECDsa)Key).ExportECPrivateKeyPem()) + "\n";

    /// <summary>A PKCS #12 with key and chain.</summary>
    /// <param name="password">Its password; empty is allowed.</param>
    /// <param name="includeRoot">Whether the root is in it too.</param>
    public byte[] Pfx(string password, bool includeRoot = true)
    {
        var collection = new X509Certificate2Collection();
        using var withKey = WithPrivateKey();
        collection.Add(withKey);
        foreach (var issuer in Chain.Skip(1))
        {
            if (includeRoot || issuer != Chain[^1])
                collection.Add(issuer);
        }

        return collection.Export(X509ContentType.Pkcs12, password)!;
    }

    /// <summary>Writes <see cref="Pfx"/> to a file, readable by its owner only, and gives its path.</summary>
    public string WritePfx(string path, string password, bool includeRoot = true)
    {
        File.WriteAllBytes(path, Pfx(password, includeRoot));
        OwnerOnly(path);
        return path;
    }

    /// <summary>Writes the chain and, behind it, the key to one PEM file, readable by its owner only, and gives its path.</summary>
    /// <param name="path">The file.</param>
    /// <param name="password">What the key is encrypted with; <see langword="null"/>: nothing.</param>
    public string WritePem(string path, string? password = null)
    {
        File.WriteAllText(path, ChainPem() + (password is null ? Pkcs8Pem() : EncryptedPkcs8Pem(password)));
        OwnerOnly(path);
        return path;
    }

    /// <summary>The certificate with its private key attached; the caller disposes it.</summary>
    public X509Certificate2 WithPrivateKey() =>
        Key is RSA rsa ? Certificate.CopyWithPrivateKey(rsa) : Certificate.CopyWithPrivateKey((ECDsa)Key);

    /// <summary>A signing identity as the engine knows it; the caller disposes it.</summary>
    /// <param name="kind">Where the key is said to come from.</param>
    /// <param name="key">The key, where it is to be watched; default: a new <see cref="CreateSigningKey"/>.</param>
    public SigningIdentity CreateIdentity(KeyKind kind = KeyKind.File, ISigningKey? key = null) =>
        new([.. Chain.Select(c => X509CertificateLoader.LoadCertificate(c.RawData))], key ?? CreateSigningKey(), kind);

    /// <summary>A key as the engine knows it, which counts its signatures. Disposing it doesn't dispose <see cref="Key"/>.</summary>
    public CountingSigningKey CreateSigningKey() => new(Key);

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        if (_ownsKey)
            Key.Dispose();
    }

    private static void OwnerOnly(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
