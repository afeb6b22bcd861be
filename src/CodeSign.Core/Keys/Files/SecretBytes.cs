using System.Security.Cryptography;

namespace CodeSign.Keys.Files;

/// <summary>Bytes that must not linger: pinned, so that the garbage collector leaves no copies behind, and zeroed at the end.</summary>
internal sealed class SecretBytes : IDisposable
{
    private readonly byte[] _buffer;

    public SecretBytes(int length)
    {
        _buffer = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        Length = length;
    }

    public int Length { get; private set; }

    public Span<byte> Span => _buffer.AsSpan(0, Length);

    public Memory<byte> Memory => _buffer.AsMemory(0, Length);

    public static SecretBytes CopyOf(ReadOnlySpan<byte> bytes)
    {
        var secret = new SecretBytes(bytes.Length);
        bytes.CopyTo(secret.Span);
        return secret;
    }

    /// <summary>Takes over what an array holds, and zeroes the array.</summary>
    public static SecretBytes Take(byte[] bytes)
    {
        var secret = CopyOf(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return secret;
    }

    /// <summary>Shortens the view; what is cut off is still zeroed at the end.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        Length = length;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_buffer);
}
