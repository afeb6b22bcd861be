using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CodeSign.Keys.Files;

/// <summary>A password in memory, in the forms that key derivation wants. Nothing of it is ever shown.</summary>
internal sealed class Password : IDisposable
{
    private readonly char[] _characters;

    public Password(ReadOnlySpan<char> characters, string source)
    {
        _characters = GC.AllocateUninitializedArray<char>(characters.Length, pinned: true);
        characters.CopyTo(_characters);
        Source = source;
    }

    /// <summary>Where it was found, for messages: <c>the environment variable X</c>.</summary>
    public string Source { get; }

    /// <summary>White space at an end is what goes wrong most often when a secret is pasted into a form.</summary>
    public bool HasOuterWhiteSpace =>
        _characters.Length > 0 && (char.IsWhiteSpace(_characters[0]) || char.IsWhiteSpace(_characters[^1]));

    /// <summary>The octets that PBKDF2 takes (RFC 8018): UTF-8, as OpenSSL, Java and .NET do.</summary>
    public SecretBytes ToUtf8()
    {
        var bytes = new SecretBytes(Encoding.UTF8.GetByteCount(_characters));
        Encoding.UTF8.GetBytes(_characters, bytes.Span);
        return bytes;
    }

    /// <summary>The octets that PKCS #12's own derivation takes (RFC 7292, appendix B.1): big-endian UTF-16 and two zero octets.</summary>
    public SecretBytes ToBmpString()
    {
        var bytes = new SecretBytes(checked((_characters.Length + 1) * 2));
        bytes.Span.Clear();
        for (var i = 0; i < _characters.Length; i++)
            BinaryPrimitives.WriteUInt16BigEndian(bytes.Span[(2 * i)..], _characters[i]);

        return bytes;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_characters.AsSpan()));
}
