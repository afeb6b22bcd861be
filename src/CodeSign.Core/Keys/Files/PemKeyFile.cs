using System.Formats.Asn1;
using CodeSign.Keys.Certificates;

namespace CodeSign.Keys.Files;

/// <summary>
/// Reads private keys and certificates from PEM (RFC 7468), in any order: PKCS #8, plain and encrypted, PKCS #1, SEC 1,
/// certificates and PKCS #7.
/// </summary>
internal sealed class PemKeyFile
{
    private readonly KeyFileContents _contents;
    private readonly PasswordBasedEncryption _encryption = new(new KeyDerivationBudget());
    private readonly Password? _password;

    private PemKeyFile(KeyFileContents contents, Password? password)
    {
        _contents = contents;
        _password = password;
    }

    /// <summary>Tells whether a file is PEM: whatever text stands around it, somewhere it has a boundary.</summary>
    public static bool Recognises(ReadOnlySpan<byte> file) => file.IndexOf("-----BEGIN "u8) >= 0;

    /// <summary>Reads a file.</summary>
    /// <exception cref="KeyFileException">It is damaged, not supported, or the password is missing or wrong.</exception>
    public static KeyFileContents Read(ReadOnlySpan<byte> file, Password? password)
    {
        RefuseLegacyEncryption(file);
        var contents = new KeyFileContents();
        try
        {
            PemBlocks.Read(file, new PemKeyFile(contents, password).ReadBlock);
            return contents;
        }
        catch
        {
            contents.Dispose();
            throw;
        }
    }

    private static void RefuseLegacyEncryption(ReadOnlySpan<byte> file)
    {
        if (file.IndexOf("Proc-Type:"u8) >= 0)
            throw KeyFileException.Unsupported(
                "Its private key is encrypted in OpenSSL's old way (Proc-Type: 4,ENCRYPTED), which is weak.",
                "openssl pkcs8 -topk8 -v2 aes-256-cbc -in OLD.pem -out NEW.pem (then append the certificates)");
    }

    private void ReadBlock(string label, ReadOnlyMemory<byte> data)
    {
        switch (label)
        {
            case "PRIVATE KEY":
                _contents.AddKey(() => PrivateKey.FromPkcs8(data.Span));
                break;
            case "ENCRYPTED PRIVATE KEY":
                ReadEncryptedKey(data);
                break;
            case "RSA PRIVATE KEY":
                _contents.AddKey(() => PrivateKey.FromPkcs1(data.Span));
                break;
            case "EC PRIVATE KEY":
                _contents.AddKey(() => PrivateKey.FromSec1(data.Span));
                break;
            case "CERTIFICATE" or "X509 CERTIFICATE":
                _contents.AddCertificate(data.Span);
                break;
            case "PKCS7" or "CMS":
                ReadPkcs7(data);
                break;
            case "OPENSSH PRIVATE KEY":
                throw KeyFileException.Unsupported("Its private key is in OpenSSH's own format.", "ssh-keygen -p -m PKCS8 -f FILE");
            case "DSA PRIVATE KEY":
                throw new KeyFileException(KeyFileProblem.UnsupportedAlgorithm, "DSA");
        }
    }

    private void ReadEncryptedKey(ReadOnlyMemory<byte> data)
    {
        if (_password is null)
            throw new KeyFileException(KeyFileProblem.PasswordMissing, "Its private key is encrypted.");

        try
        {
            var encrypted = new AsnReader(data, AsnEncodingRules.BER).ReadSequence();
            var algorithm = encrypted.ReadEncodedValue();
            using var candidate = PasswordCandidate.Of(_password);
            using var plain = _encryption.Decrypt(algorithm, encrypted.ReadOctetString(), candidate);
            _contents.AddKey(() => PrivateKey.FromPkcs8(plain.Span));
        }
        catch (AsnContentException e)
        {
            throw KeyFileException.Damaged("Its encrypted private key is malformed.", e);
        }
    }

    private void ReadPkcs7(ReadOnlyMemory<byte> data)
    {
        try
        {
            foreach (var certificate in Pkcs7Certificates.Read(data))
                _contents.AddCertificate(certificate.Span);
        }
        catch (AsnContentException e)
        {
            throw KeyFileException.Damaged("Its PKCS #7 part is malformed.", e);
        }
    }
}
