using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Verification.Trust;

/// <summary>
/// Public keys of certificates. To open one costs five times as much as to verify a signature with it, so they are kept, as long as
/// their certificates live; each is used by one thread at a time. Safe for use by several threads at once.
/// </summary>
internal sealed class KeyPool<TKey>(Func<X509Certificate2, TKey?> open)
    where TKey : AsymmetricAlgorithm
{
    private readonly ConditionalWeakTable<X509Certificate2, ConcurrentBag<TKey>> _idle = [];

    /// <summary>Gives a certificate's key, or <see langword="null"/> where it is of another kind. Give it back after use.</summary>
    /// <exception cref="CryptographicException">The key is malformed.</exception>
    public TKey? Take(X509Certificate2 certificate) =>
        _idle.TryGetValue(certificate, out var keys) && keys.TryTake(out var key) ? key : open(certificate);

    /// <summary>Takes a key back.</summary>
    public void GiveBack(X509Certificate2 certificate, TKey key) => _idle.GetValue(certificate, _ => []).Add(key);
}
