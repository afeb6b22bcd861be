using System.Security.Cryptography;
using CodeSign.Cms;

namespace CodeSign.Verification.Messages;

/// <summary>
/// A digest that a signature may have been made with: those we make, and the broken ones of old signatures, which are computed
/// only to tell an intact signature from a forged one.
/// </summary>
internal sealed class MessageDigest
{
    public static readonly MessageDigest Md5 = new(HashAlgorithmName.MD5, MessageOids.Md5, 16);
    public static readonly MessageDigest Sha1 = new(HashAlgorithmName.SHA1, MessageOids.Sha1, 20);
    public static readonly MessageDigest Sha256 = new(DigestAlgorithm.Sha256);
    public static readonly MessageDigest Sha384 = new(DigestAlgorithm.Sha384);
    public static readonly MessageDigest Sha512 = new(DigestAlgorithm.Sha512);

    private static readonly MessageDigest[] All = [Sha256, Sha384, Sha512, Sha1, Md5];

    private MessageDigest(DigestAlgorithm strong)
        : this(strong.Name, strong.Oid, strong.Size) => Strong = strong;

    private MessageDigest(HashAlgorithmName name, string oid, int size)
    {
        Name = name;
        Oid = oid;
        Size = size;
    }

    public HashAlgorithmName Name { get; }

    public string Oid { get; }

    public int Size { get; }

    /// <summary>The algorithm as signatures made here may use it, or <see langword="null"/> for one that is broken.</summary>
    public DigestAlgorithm? Strong { get; }

    public static MessageDigest? FromOid(string oid) => Array.Find(All, digest => digest.Oid == oid);

    public byte[] Hash(ReadOnlySpan<byte> data) => CryptographicOperations.HashData(Name, data);

    public override string ToString() => Name.Name!;
}
