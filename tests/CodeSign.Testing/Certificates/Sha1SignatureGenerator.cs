using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Testing;

/// <summary>Signs certificates with SHA-1 and RSA, which .NET has no generator for any more.</summary>
internal sealed class Sha1SignatureGenerator(RSA key) : X509SignatureGenerator
{
    // AlgorithmIdentifier: sha1WithRSAEncryption, NULL (RFC 3279, section 2.2.1).
    private static readonly byte[] Sha1WithRsa = Convert.FromHexString("300D06092A864886F70D0101050500");

    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => Sha1WithRsa;

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
        key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

    protected override PublicKey BuildPublicKey() => new(key);
}
