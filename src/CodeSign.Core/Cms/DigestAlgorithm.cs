using System.Security.Cryptography;

namespace CodeSign.Cms;

/// <summary>A message digest that signatures made here may use: the SHA-2 family and nothing weaker (FIPS 180-4).</summary>
public sealed class DigestAlgorithm
{
    /// <summary>SHA-256, the default everywhere.</summary>
    public static readonly DigestAlgorithm Sha256 = new(HashAlgorithmName.SHA256, "2.16.840.1.101.3.4.2.1", 32);

    /// <summary>SHA-384.</summary>
    public static readonly DigestAlgorithm Sha384 = new(HashAlgorithmName.SHA384, "2.16.840.1.101.3.4.2.2", 48);

    /// <summary>SHA-512.</summary>
    public static readonly DigestAlgorithm Sha512 = new(HashAlgorithmName.SHA512, "2.16.840.1.101.3.4.2.3", 64);

    private static readonly DigestAlgorithm[] All = [Sha256, Sha384, Sha512];

    private DigestAlgorithm(HashAlgorithmName name, string oid, int size)
    {
        Name = name;
        Oid = oid;
        Size = size;
    }

    /// <summary>The platform's name for the algorithm, such as <c>SHA256</c>.</summary>
    public HashAlgorithmName Name { get; }

    /// <summary>The object identifier (RFC 5754, section 2), dotted.</summary>
    public string Oid { get; }

    /// <summary>The digest's length in bytes.</summary>
    public int Size { get; }

    /// <summary>Finds an algorithm by its object identifier, or gives <see langword="null"/> where it is none of these.</summary>
    public static DigestAlgorithm? FromOid(string? oid) => Array.Find(All, a => a.Oid == oid);

    /// <summary>Finds an algorithm by a name as users write it (<c>SHA256</c>, <c>sha-384</c>), or gives <see langword="null"/>.</summary>
    public static DigestAlgorithm? FromName(string? name)
    {
        var plain = name?.Trim().Replace("-", "", StringComparison.Ordinal);
        return Array.Find(All, a => string.Equals(a.Name.Name, plain, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Hashes bytes that are in memory already.</summary>
    public byte[] Hash(ReadOnlySpan<byte> data) => CryptographicOperations.HashData(Name, data);

    /// <summary>Starts an incremental hash.</summary>
    public IncrementalHash Start() => IncrementalHash.CreateHash(Name);

    /// <inheritdoc/>
    public override string ToString() => Name.Name!;
}
