using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Testing;

/// <summary>Signs certificates with RSA and SHA-1 or MD5, which .NET has no generator for any more.</summary>
internal sealed class WeakSignatureGenerator(RSA key) : X509SignatureGenerator
{
    // AlgorithmIdentifier: sha1WithRSAEncryption or md5WithRSAEncryption, NULL (RFC 3279, section 2.2.1).
    private static readonly byte[] Sha1WithRsa = Convert.FromHexString("300D06092A864886F70D0101050500");
    private static readonly byte[] Md5WithRsa = Convert.FromHexString("300D06092A864886F70D0101040500");

    public static bool IsFor(HashAlgorithmName digest) => digest == HashAlgorithmName.SHA1 || digest == HashAlgorithmName.MD5;

    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
        hashAlgorithm == HashAlgorithmName.MD5 ? Md5WithRsa : Sha1WithRsa;

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
        key.SignData(data, hashAlgorithm, RSASignaturePadding.Pkcs1);

    protected override PublicKey BuildPublicKey() => new(key);
}
