using CodeSign.Cms;

namespace CodeSign.Keys;

/// <summary>
/// A private key, wherever it lives: it takes a digest and gives a signature value. Safe for use by several threads at once;
/// a key that can do only one thing at a time queues inside. A key that asks a person for something, a PIN or a touch, asks when it
/// first signs and not when it is opened: where all signatures are found in the cache, it is opened, judged and never used.
/// </summary>
public interface ISigningKey : IDisposable
{
    /// <summary>The kind of key.</summary>
    KeyAlgorithm Algorithm { get; }

    /// <summary>How many signatures it is asked for at once; more wait outside. The number of cores, unless it knows better.</summary>
    int MaxOperations => Environment.ProcessorCount;

    /// <summary>Signs a digest.</summary>
    /// <param name="digest">The digest, exactly <see cref="DigestAlgorithm.Size"/> bytes.</param>
    /// <param name="algorithm">What the digest was made with.</param>
    /// <param name="cancellationToken">Ends the wait; a remote key may count the operation all the same.</param>
    /// <returns>
    /// The signature value as CMS carries it: for RSA the PKCS #1 v1.5 octets, for ECDSA the DER SEQUENCE of r and s (RFC 5480).
    /// </returns>
    /// <exception cref="Diagnostics.CodeSignException">The key refused, or can't be reached.</exception>
    ValueTask<byte[]> SignDigestAsync(ReadOnlyMemory<byte> digest, DigestAlgorithm algorithm, CancellationToken cancellationToken);
}
