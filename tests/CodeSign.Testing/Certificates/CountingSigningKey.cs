using System.Security.Cryptography;
using CodeSign.Cms;
using CodeSign.Keys;

namespace CodeSign.Testing;

/// <summary>A signing key in memory that counts how often it was used.</summary>
public sealed class CountingSigningKey(AsymmetricAlgorithm key) : ISigningKey
{
    private readonly Lock _gate = new();
    private int _count;

    /// <summary>How many signatures were made.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <inheritdoc/>
    public KeyAlgorithm Algorithm => key is RSA ? KeyAlgorithm.Rsa : KeyAlgorithm.Ecdsa;

    /// <inheritdoc/>
    public ValueTask<byte[]> SignDigestAsync(ReadOnlyMemory<byte> digest, DigestAlgorithm algorithm, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, algorithm.Size);
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _count);
        lock (_gate)
            return ValueTask.FromResult(TestKeys.SignHash(key, digest.Span, algorithm.Name));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The key belongs to the test certificate.
    }
}
