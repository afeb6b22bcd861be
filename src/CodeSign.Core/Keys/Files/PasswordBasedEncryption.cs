using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using CodeSign.Keys.Files.Pkcs12;

namespace CodeSign.Keys.Files;

/// <summary>
/// Decrypts what is encrypted under a password: PBES2 (RFC 8018, section 6.2), and the schemes of PKCS #12 (RFC 7292, appendix C).
/// The platform could import most of it, but it bounds no iteration count, doesn't tell a wrong password from a damaged file, and
/// on macOS puts what is in a PKCS #12 file into a keychain.
/// </summary>
internal sealed class PasswordBasedEncryption(KeyDerivationBudget budget)
{
    private const int MaxSaltLength = 1024;
    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbkdf2 = "1.2.840.113549.1.5.12";
    private const string TripleDesCbc = "1.2.840.113549.3.7";

    /// <summary>Decrypts.</summary>
    /// <param name="algorithm">The AlgorithmIdentifier, encoded.</param>
    /// <param name="encrypted">The encrypted octets.</param>
    /// <param name="password">The password.</param>
    /// <exception cref="KeyFileException">The password is wrong, the file damaged, or the scheme not supported.</exception>
    /// <exception cref="AsnContentException">The algorithm's parameters are malformed.</exception>
    public SecretBytes Decrypt(ReadOnlyMemory<byte> algorithm, ReadOnlySpan<byte> encrypted, PasswordCandidate password)
    {
        var identifier = new AsnReader(algorithm, AsnEncodingRules.BER).ReadSequence();
        var oid = identifier.ReadObjectIdentifier();
        using var cipher = oid switch
        {
            Pbes2 => OpenPbes2(identifier.ReadSequence(), password),
            "1.2.840.113549.1.12.1.3" => OpenPkcs12(identifier.ReadSequence(), password, CreateTripleDes(), 24),
            "1.2.840.113549.1.12.1.5" => OpenPkcs12(identifier.ReadSequence(), password, CreateRc2(128), 16),
            "1.2.840.113549.1.12.1.6" => OpenPkcs12(identifier.ReadSequence(), password, CreateRc2(40), 5),
            _ => throw Unsupported($"encryption {oid}"),
        };

        if (encrypted.IsEmpty || encrypted.Length % (cipher.BlockSize / 8) != 0)
            throw KeyFileException.Damaged("Its encrypted part is cut off.");

        return Decrypt(cipher, encrypted);
    }

    /// <summary>Derives the key that a PBKDF2 AlgorithmIdentifier describes (RFC 8018, appendix A.2).</summary>
    public SecretBytes DerivePbkdf2(AsnReader algorithm, PasswordCandidate password, int? keyLength)
    {
        var oid = algorithm.ReadObjectIdentifier();
        if (oid != Pbkdf2)
            throw Unsupported(oid == "1.3.6.1.4.1.11591.4.11" ? "key derivation scrypt" : $"key derivation {oid}");

        var parameters = algorithm.ReadSequence();
        var salt = ReadSalt(parameters);
        var iterations = ReadIterations(parameters);
        if (parameters.HasData && parameters.PeekTag() == Asn1Tag.Integer)
        {
            var stated = parameters.TryReadInt32(out var value) ? value : -1;
            keyLength ??= stated;
            if (stated != keyLength)
                throw KeyFileException.Damaged("The key length of its encryption is wrong.");
        }

        if (keyLength is not (> 0 and <= 512))
            throw KeyFileException.Damaged("The key length of its encryption is wrong.");

        var hash = parameters.HasData ? HmacHash(parameters.ReadSequence().ReadObjectIdentifier()) : HashAlgorithmName.SHA1;
        budget.Spend(iterations);
        var key = new SecretBytes(keyLength.Value);
        Rfc2898DeriveBytes.Pbkdf2(password.Utf8.Span, salt, key.Span, iterations, hash);
        return key;
    }

    /// <summary>Derives a key as PKCS #12 does; without a length, one of the digest's.</summary>
    public SecretBytes DerivePkcs12(
        Pkcs12KeyPurpose purpose,
        PasswordCandidate password,
        ReadOnlySpan<byte> salt,
        int iterations,
        HashAlgorithmName hash,
        int? length = null)
    {
        budget.Spend(iterations);
        return Pkcs12KeyDerivation.Derive(purpose, password.BmpString.Span, salt, iterations, hash, length ?? DigestLength(hash));
    }

    /// <summary>The digest inside an HMAC (RFC 8018, appendix B.1.2).</summary>
    public static HashAlgorithmName HmacHash(string oid) => oid switch
    {
        "1.2.840.113549.2.7" => HashAlgorithmName.SHA1,
        "1.2.840.113549.2.9" => HashAlgorithmName.SHA256,
        "1.2.840.113549.2.10" => HashAlgorithmName.SHA384,
        "1.2.840.113549.2.11" => HashAlgorithmName.SHA512,
        _ => throw Unsupported($"HMAC {oid}"),
    };

    public static byte[] ReadSalt(AsnReader parameters)
    {
        // A CHOICE: another kind of source than the octets themselves has never been defined.
        var salt = parameters.ReadOctetString();
        return salt.Length <= MaxSaltLength ? salt : throw KeyFileException.Damaged("The salt of its encryption is too long.");
    }

    public static int ReadIterations(AsnReader parameters) => parameters.TryReadInt32(out var iterations)
        ? iterations
        : throw KeyFileException.Unsupported("Its encryption asks for too much work.");

    public static KeyFileException Unsupported(string what) => KeyFileException.Unsupported(
        $"It uses the {what}.",
        "openssl pkcs12 -legacy -in OLD -nodes | openssl pkcs12 -export -out NEW.pfx (a PKCS #12 file), or "
        + "openssl pkcs8 -topk8 -v2 aes-256-cbc -in OLD -out NEW.pem (a PEM file)");

    private static int DigestLength(HashAlgorithmName hash)
    {
        using var digest = IncrementalHash.CreateHash(hash);
        return digest.HashLengthInBytes;
    }

    private SymmetricAlgorithm OpenPbes2(AsnReader parameters, PasswordCandidate password)
    {
        var derivation = parameters.ReadSequence();
        var encryption = parameters.ReadSequence();
        var oid = encryption.ReadObjectIdentifier();
        (SymmetricAlgorithm cipher, int keyLength) = oid switch
        {
            "2.16.840.1.101.3.4.1.2" => ((SymmetricAlgorithm)Aes.Create(), 16),
            "2.16.840.1.101.3.4.1.22" => (Aes.Create(), 24),
            "2.16.840.1.101.3.4.1.42" => (Aes.Create(), 32),
            TripleDesCbc => (CreateTripleDes(), 24),
            _ => throw Unsupported($"encryption {oid}"),
        };

        using var key = DerivePbkdf2(derivation, password, keyLength);
        return SetKey(cipher, key.Span, encryption.ReadOctetString());
    }

    private SymmetricAlgorithm OpenPkcs12(AsnReader parameters, PasswordCandidate password, SymmetricAlgorithm cipher, int keyLength)
    {
        var salt = ReadSalt(parameters);
        var iterations = ReadIterations(parameters);
        using var key = DerivePkcs12(Pkcs12KeyPurpose.EncryptionKey, password, salt, iterations, HashAlgorithmName.SHA1, keyLength);
        using var iv = DerivePkcs12(
            Pkcs12KeyPurpose.InitializationVector, password, salt, iterations, HashAlgorithmName.SHA1, cipher.BlockSize / 8);
        return SetKey(cipher, key.Span, iv.Span);
    }

    private static SymmetricAlgorithm SetKey(SymmetricAlgorithm cipher, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        if (iv.Length != cipher.BlockSize / 8)
            throw KeyFileException.Damaged("The initialization vector of its encryption has a wrong length.");

        cipher.SetKey(key);
        cipher.IV = iv.ToArray();
        return cipher;
    }

    private static SecretBytes Decrypt(SymmetricAlgorithm cipher, ReadOnlySpan<byte> encrypted)
    {
        var plain = new SecretBytes(encrypted.Length);
        if (TryDecrypt(cipher, encrypted, plain.Span, out var length) && IsSequence(plain.Span[..length]))
        {
            plain.Truncate(length);
            return plain;
        }

        plain.Dispose();
        throw new KeyFileException(KeyFileProblem.PasswordWrong, "Decryption gives nothing sensible.");
    }

    private static bool TryDecrypt(SymmetricAlgorithm cipher, ReadOnlySpan<byte> encrypted, Span<byte> plain, out int length)
    {
        length = 0;
        try
        {
            length = cipher.DecryptCbc(encrypted, cipher.IV, plain);
            return true;
        }
        catch (CryptographicException)
        {
            // Padding that makes no sense: a wrong key, as far as anyone can tell.
            return false;
        }
    }

    /// <summary>Whatever is encrypted here is a SEQUENCE: anything else means a wrong key, whose padding is right by chance.</summary>
    private static bool IsSequence(ReadOnlySpan<byte> plain) =>
        AsnDecoder.TryReadEncodedValue(plain, AsnEncodingRules.BER, out var tag, out _, out _, out var consumed)
        && consumed == plain.Length
        && tag == Asn1Tag.Sequence;

    [SuppressMessage("Security", "CA5350", Justification = "Only to read what others have encrypted so.")]
    private static TripleDES CreateTripleDes() => TripleDES.Create();

    [SuppressMessage("Security", "CA5351", Justification = "Only to read what others have encrypted so.")]
    private static RC2 CreateRc2(int bits)
    {
        var cipher = RC2.Create();
        cipher.KeySize = bits;
        return cipher;
    }
}
