using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Keys.Files;

/// <summary>
/// A private key as PKCS #8 (RFC 5958), in memory only: from it as many key objects are made as there are threads that sign.
/// </summary>
internal sealed class PrivateKey : IDisposable
{

    private readonly SecretBytes _pkcs8;
    private readonly byte[] _publicKey;

    private PrivateKey(SecretBytes pkcs8, KeyAlgorithm algorithm, byte[] publicKey)
    {
        _pkcs8 = pkcs8;
        Algorithm = algorithm;
        _publicKey = publicKey;
    }

    public KeyAlgorithm Algorithm { get; }

    /// <summary>Takes a PKCS #8 PrivateKeyInfo, whose octets are copied.</summary>
    /// <exception cref="CryptographicException">It is malformed.</exception>
    /// <exception cref="NotSupportedException">The algorithm or curve is not one of ours; the message says which.</exception>
    public static PrivateKey FromPkcs8(ReadOnlySpan<byte> pkcs8)
    {
        var oid = Pkcs8.ReadAlgorithm(pkcs8);
        return oid switch
        {
            KeyAlgorithms.RsaOid => Load(RSA.Create(), pkcs8, ImportPkcs8),
            KeyAlgorithms.EcPublicKeyOid => Load(ECDsa.Create(), pkcs8, ImportPkcs8),
            _ => throw new NotSupportedException(KeyAlgorithms.Describe(oid)),
        };
    }

    /// <summary>Takes a PKCS #1 RSAPrivateKey (RFC 8017, appendix A.1.2).</summary>
    /// <inheritdoc cref="FromPkcs8"/>
    public static PrivateKey FromPkcs1(ReadOnlySpan<byte> pkcs1) =>
        Load(RSA.Create(), pkcs1, static (RSA key, ReadOnlySpan<byte> source, out int read) => key.ImportRSAPrivateKey(source, out read));

    /// <summary>Takes a SEC 1 ECPrivateKey (RFC 5915).</summary>
    /// <inheritdoc cref="FromPkcs8"/>
    public static PrivateKey FromSec1(ReadOnlySpan<byte> sec1) =>
        Load(ECDsa.Create(), sec1, static (ECDsa key, ReadOnlySpan<byte> source, out int read) => key.ImportECPrivateKey(source, out read));

    /// <summary>A key object of its own, for one thread at a time.</summary>
    public AsymmetricAlgorithm Create()
    {
        AsymmetricAlgorithm key = Algorithm == KeyAlgorithm.Rsa ? RSA.Create() : ECDsa.Create();
        key.ImportPkcs8PrivateKey(_pkcs8.Span, out _);
        return key;
    }

    /// <summary>Whether a certificate is for this key.</summary>
    public bool Fits(X509Certificate2 certificate) => certificate.PublicKey.EncodedKeyValue.RawData.AsSpan().SequenceEqual(_publicKey);

    public bool Equals(PrivateKey other) => _publicKey.AsSpan().SequenceEqual(other._publicKey);

    public void Dispose() => _pkcs8.Dispose();

    private delegate void Import<T>(T key, ReadOnlySpan<byte> source, out int read);

    private static void ImportPkcs8(AsymmetricAlgorithm key, ReadOnlySpan<byte> source, out int read) =>
        key.ImportPkcs8PrivateKey(source, out read);

    private static PrivateKey Load<T>(T key, ReadOnlySpan<byte> source, Import<T> import) where T : AsymmetricAlgorithm
    {
        using (key)
        {
            import(key, source, out var read);
            if (read != source.Length)
                throw new CryptographicException("There is data behind the private key.");

            var publicKey = key is RSA rsa ? rsa.ExportRSAPublicKey() : EncodePoint((ECDsa)(object)key);
            var algorithm = key is RSA ? KeyAlgorithm.Rsa : KeyAlgorithm.Ecdsa;
            return new PrivateKey(SecretBytes.Take(key.ExportPkcs8PrivateKey()), algorithm, publicKey);
        }
    }

    /// <summary>The uncompressed point (SEC 1, section 2.3.3), as certificates have it.</summary>
    private static byte[] EncodePoint(ECDsa key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        if (!KeyAlgorithms.IsSupportedCurve(parameters.Curve))
            throw new NotSupportedException($"the elliptic curve {KeyAlgorithms.DescribeCurve(parameters.Curve)}");

        return [0x04, .. parameters.Q.X!, .. parameters.Q.Y!];
    }
}
