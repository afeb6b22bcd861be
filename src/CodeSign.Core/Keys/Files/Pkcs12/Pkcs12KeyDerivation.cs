using System.Security.Cryptography;

namespace CodeSign.Keys.Files.Pkcs12;

/// <summary>PKCS #12's own key derivation (RFC 7292, appendix B.2). The letters are the RFC's.</summary>
internal static class Pkcs12KeyDerivation
{
    public static SecretBytes Derive(
        Pkcs12KeyPurpose purpose, ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations, HashAlgorithmName hash, int length)
    {
        var v = hash == HashAlgorithmName.SHA384 || hash == HashAlgorithmName.SHA512 ? 128 : 64;
        var saltLength = RoundUp(salt.Length, v);
        using var di = new SecretBytes(checked(v + saltLength + RoundUp(password.Length, v)));
        di.Span[..v].Fill((byte)purpose);
        var i = di.Span[v..];
        Repeat(salt, i[..saltLength]);
        Repeat(password, i[saltLength..]);

        var key = new SecretBytes(length);
        Span<byte> a = stackalloc byte[HMACSHA512.HashSizeInBytes];
        Span<byte> b = stackalloc byte[128];
        for (var done = 0; done < length;)
        {
            var u = CryptographicOperations.HashData(hash, di.Span, a);
            for (var round = 1; round < iterations; round++)
                CryptographicOperations.HashData(hash, a[..u], a);

            var take = Math.Min(u, length - done);
            a[..take].CopyTo(key.Span[done..]);
            done += take;

            Repeat(a[..u], b[..v]);
            for (var block = 0; block < i.Length; block += v)
                AddPlusOne(i.Slice(block, v), b[..v]);
        }

        CryptographicOperations.ZeroMemory(a);
        CryptographicOperations.ZeroMemory(b);
        return key;
    }

    private static int RoundUp(int length, int v) => checked((length + v - 1) / v * v);

    private static void Repeat(ReadOnlySpan<byte> source, Span<byte> target)
    {
        for (var n = 0; n < target.Length; n++)
            target[n] = source[n % source.Length];
    }

    /// <summary>Adds two big-endian numbers of the same length, and one, dropping what overflows.</summary>
    private static void AddPlusOne(Span<byte> sum, ReadOnlySpan<byte> addend)
    {
        var carry = 1;
        for (var n = sum.Length - 1; n >= 0; n--)
        {
            carry += sum[n] + addend[n];
            sum[n] = (byte)carry;
            carry >>= 8;
        }
    }
}
