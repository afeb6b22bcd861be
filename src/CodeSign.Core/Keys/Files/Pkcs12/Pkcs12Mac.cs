using System.Formats.Asn1;
using System.Security.Cryptography;

namespace CodeSign.Keys.Files.Pkcs12;

/// <summary>The MacData of a PKCS #12 file (RFC 7292, section 4): HMAC under a password, and PBMAC1 (RFC 9579).</summary>
internal sealed class Pkcs12Mac
{
    private const string Pbmac1 = "1.2.840.113549.1.5.14";

    private readonly ReadOnlyMemory<byte> _algorithm;
    private readonly byte[] _value;
    private readonly byte[] _salt;
    private readonly int _iterations;

    private Pkcs12Mac(ReadOnlyMemory<byte> algorithm, byte[] value, byte[] salt, int iterations)
    {
        _algorithm = algorithm;
        _value = value;
        _salt = salt;
        _iterations = iterations;
    }

    /// <exception cref="AsnContentException">It is malformed.</exception>
    public static Pkcs12Mac Read(AsnReader macData)
    {
        var digestInfo = macData.ReadSequence();
        var algorithm = digestInfo.ReadEncodedValue();
        var value = digestInfo.ReadOctetString();
        var salt = PasswordBasedEncryption.ReadSalt(macData);
        var iterations = macData.HasData ? PasswordBasedEncryption.ReadIterations(macData) : 1;
        return new Pkcs12Mac(algorithm, value, salt, iterations);
    }

    /// <summary>Whether content and password are the ones that the file was made with.</summary>
    public bool Verify(ReadOnlySpan<byte> content, PasswordCandidate password, PasswordBasedEncryption encryption)
    {
        var algorithm = new AsnReader(_algorithm, AsnEncodingRules.BER).ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        var hash = oid == Pbmac1 ? HashAlgorithmName.SHA256 : DigestOf(oid);
        using var key = oid == Pbmac1
            ? DerivePbmac1(algorithm.ReadSequence(), password, encryption, out hash)
            : encryption.DerivePkcs12(Pkcs12KeyPurpose.MacKey, password, _salt, _iterations, hash);

        var actual = CryptographicOperations.HmacData(hash, key.Span, content);
        return CryptographicOperations.FixedTimeEquals(actual, _value);
    }

    private static SecretBytes DerivePbmac1(
        AsnReader parameters, PasswordCandidate password, PasswordBasedEncryption encryption, out HashAlgorithmName hash)
    {
        var derivation = parameters.ReadSequence();
        hash = PasswordBasedEncryption.HmacHash(parameters.ReadSequence().ReadObjectIdentifier());

        // The parameters must state the key's length (RFC 9579, section 4).
        return encryption.DerivePbkdf2(derivation, password, keyLength: null);
    }

    private static HashAlgorithmName DigestOf(string oid) => oid switch
    {
        "1.3.14.3.2.26" => HashAlgorithmName.SHA1,
        "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
        "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
        "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
        _ => throw PasswordBasedEncryption.Unsupported($"checksum {oid}"),
    };
}
