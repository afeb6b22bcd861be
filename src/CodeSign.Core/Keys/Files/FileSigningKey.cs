using System.Collections.Concurrent;
using System.Security.Cryptography;
using CodeSign.Cms;

namespace CodeSign.Keys.Files;

/// <summary>
/// A key in memory. The platform's key objects are for one thread at a time, so each thread that signs at the same moment gets one
/// of its own, made when it is first needed.
/// </summary>
internal sealed class FileSigningKey : ISigningKey
{
    private readonly PrivateKey _key;
    private readonly string _source;
    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];
    private readonly Lock _gate = new();
    private bool _disposed;

    /// <summary>Takes a private key over.</summary>
    /// <param name="key">The key, which this object disposes.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    public FileSigningKey(PrivateKey key, string source)
    {
        _key = key;
        _source = source;
        Algorithm = key.Algorithm;
    }

    public KeyAlgorithm Algorithm { get; }

    public ValueTask<byte[]> SignDigestAsync(ReadOnlyMemory<byte> digest, DigestAlgorithm algorithm, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        if (digest.Length != algorithm.Size)
            throw new ArgumentException($"A {algorithm} digest has {algorithm.Size} bytes, not {digest.Length}.", nameof(digest));

        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(SignDigest(digest.Span, algorithm));
    }

    /// <summary>Signs a digest at once.</summary>
    public byte[] SignDigest(ReadOnlySpan<byte> digest, DigestAlgorithm algorithm)
    {
        var key = Rent();
        try
        {
            return key is RSA rsa
                ? rsa.SignHash(digest, algorithm.Name, RSASignaturePadding.Pkcs1)
                : ((ECDsa)key).SignHash(digest, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException e)
        {
            throw KeyDiagnostics.SigningFailed.Exception(
                $"The key of {_source} failed to sign a {algorithm} digest.", "Check that the key file is intact.", null, e);
        }
        finally
        {
            Return(key);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;

            _disposed = true;
            _key.Dispose();
        }

        while (_idle.TryTake(out var key))
            key.Dispose();
    }

    private AsymmetricAlgorithm Rent()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
        if (_idle.TryTake(out var key))
            return key;

        // The lock keeps Dispose from zeroing the key while it is imported.
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _key.Create();
        }
    }

    private void Return(AsymmetricAlgorithm key)
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _idle.Add(key);
                return;
            }
        }

        key.Dispose();
    }
}
