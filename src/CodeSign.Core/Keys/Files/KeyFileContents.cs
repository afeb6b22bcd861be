using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Keys.Files;

/// <summary>The private keys and certificates of one file, in its order.</summary>
internal sealed class KeyFileContents : IDisposable
{
    /// <summary>More than any file of a signer needs; each costs time to import.</summary>
    private const int MaxKeys = 16;
    private const int MaxCertificates = 256;

    public List<PrivateKey> Keys { get; } = [];

    public List<X509Certificate2> Certificates { get; } = [];

    /// <summary>Adds a key, unless the file has it already.</summary>
    public void AddKey(Func<PrivateKey> read)
    {
        if (Keys.Count == MaxKeys)
            throw KeyFileException.Damaged($"It holds more than {MaxKeys} private keys.");

        PrivateKey key;
        try
        {
            key = read();
        }
        catch (NotSupportedException e)
        {
            throw new KeyFileException(KeyFileProblem.UnsupportedAlgorithm, e.Message, e);
        }
        catch (CryptographicException e)
        {
            throw KeyFileException.Damaged("A private key in it is malformed.", e);
        }

        if (Keys.Exists(key.Equals))
            key.Dispose();
        else
            Keys.Add(key);
    }

    public void AddCertificate(ReadOnlySpan<byte> encoded)
    {
        if (Certificates.Count == MaxCertificates)
            throw KeyFileException.Damaged($"It holds more than {MaxCertificates} certificates.");

        try
        {
            Certificates.Add(X509CertificateLoader.LoadCertificate(encoded));
        }
        catch (CryptographicException e)
        {
            throw KeyFileException.Damaged("A certificate in it is malformed.", e);
        }
    }

    public void Dispose()
    {
        foreach (var key in Keys)
            key.Dispose();

        foreach (var certificate in Certificates)
            certificate.Dispose();
    }
}
