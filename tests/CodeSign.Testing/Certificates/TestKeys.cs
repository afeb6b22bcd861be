using System.Security.Cryptography;

namespace CodeSign.Testing;

/// <summary>What the tests do with private keys of either kind.</summary>
internal static class TestKeys
{
    internal static AsymmetricAlgorithm Create(TestKeyKind kind) => kind switch
    {
        TestKeyKind.Rsa1024 => RSA.Create(1024),
        TestKeyKind.Rsa2048 => RSA.Create(2048),
        TestKeyKind.Rsa3072 => RSA.Create(3072),
        TestKeyKind.Rsa4096 => RSA.Create(4096),
        TestKeyKind.EcP256 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        TestKeyKind.EcP384 => ECDsa.Create(ECCurve.NamedCurves.nistP384),
        TestKeyKind.EcP521 => ECDsa.Create(ECCurve.NamedCurves.nistP521),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    internal static byte[] SignHash(AsymmetricAlgorithm key, ReadOnlySpan<byte> hash, HashAlgorithmName algorithm) => key switch
    {
        RSA rsa => rsa.SignHash(hash, algorithm, RSASignaturePadding.Pkcs1),
        ECDsa ecdsa => ecdsa.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence),
        _ => throw new ArgumentException("Neither RSA nor ECDSA.", nameof(key)),
    };
}
