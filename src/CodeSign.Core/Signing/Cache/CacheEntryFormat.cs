using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CodeSign.Signing.Cache;

/// <summary>
/// An entry of the cache as a file: eight bytes that say what it is, the key that it is for (32 bytes), the time in UTC ticks (8), the
/// server's name in UTF-8 behind its length (2), the SignedData behind its length (4), and the SHA-256 of all that. Numbers are
/// big-endian. The digest tells accidents; against intent, what was read is held against the file and the key.
/// </summary>
internal static class CacheEntryFormat
{
    /// <summary>The most bytes of an entry: a timestamp of 256 KB with room for a long chain.</summary>
    public const int MaxLength = 512 * 1024;

    private const int MaxServerLength = 1024;
    private const int KeyLength = 32;
    private const int DigestLength = 32;

    private static ReadOnlySpan<byte> Magic => "CSBSIG\0\u0001"u8;

    /// <summary>Writes an entry; <see langword="null"/> where it would be too long.</summary>
    public static byte[]? Write(ReadOnlySpan<byte> key, CachedSignature signature)
    {
        var server = Encoding.UTF8.GetBytes(signature.Server);
        var length = Magic.Length + KeyLength + sizeof(long) + sizeof(ushort) + server.Length
            + sizeof(int) + signature.Encoded.Length + DigestLength;
        if (server.Length > MaxServerLength || length > MaxLength)
            return null;

        var entry = new byte[length];
        var rest = entry.AsSpan();
        Put(ref rest, Magic);
        Put(ref rest, key);
        BinaryPrimitives.WriteInt64BigEndian(Take(ref rest, sizeof(long)), signature.SignedAt.UtcTicks);
        BinaryPrimitives.WriteUInt16BigEndian(Take(ref rest, sizeof(ushort)), (ushort)server.Length);
        Put(ref rest, server);
        BinaryPrimitives.WriteInt32BigEndian(Take(ref rest, sizeof(int)), signature.Encoded.Length);
        Put(ref rest, signature.Encoded.Span);
        SHA256.HashData(entry.AsSpan(..^DigestLength), rest);
        return entry;
    }

    /// <summary>Reads an entry to its last byte.</summary>
    /// <exception cref="InvalidDataException">It is none, is damaged, or is another key's.</exception>
    public static CachedSignature Read(ReadOnlySpan<byte> key, ReadOnlyMemory<byte> entry)
    {
        if (entry.Length < Magic.Length + KeyLength + DigestLength || !entry.Span.StartsWith(Magic))
            throw new InvalidDataException("It is no entry of this cache.");
        if (!SHA256.HashData(entry.Span[..^DigestLength]).AsSpan().SequenceEqual(entry.Span[^DigestLength..]))
            throw new InvalidDataException("It is damaged or cut off.");

        var rest = entry[Magic.Length..^DigestLength];
        if (!Take(ref rest, KeyLength).Span.SequenceEqual(key))
            throw new InvalidDataException("It is the entry of another file or another key.");
        var ticks = BinaryPrimitives.ReadInt64BigEndian(Take(ref rest, sizeof(long)).Span);
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
            throw new InvalidDataException("Its time is none.");
        var serverLength = BinaryPrimitives.ReadUInt16BigEndian(Take(ref rest, sizeof(ushort)).Span);
        var server = Encoding.UTF8.GetString(Take(ref rest, serverLength).Span);
        var encoded = Take(ref rest, BinaryPrimitives.ReadInt32BigEndian(Take(ref rest, sizeof(int)).Span));
        return rest.IsEmpty
            ? new CachedSignature(encoded, new DateTimeOffset(ticks, TimeSpan.Zero), server)
            : throw new InvalidDataException("Something follows its signature.");
    }

    private static void Put(ref Span<byte> rest, ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(ref rest, bytes.Length));

    private static Span<byte> Take(ref Span<byte> rest, int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest, int length)
    {
        if (length < 0 || length > rest.Length)
            throw new InvalidDataException("A length in it reaches beyond its end.");
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
