using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Keys;

/// <summary>A certificate, its chain, and the private key that belongs to it. Owns them all.</summary>
public sealed class SigningIdentity : IDisposable
{
    /// <summary>Puts an identity together. The caller has made sure that key and certificate are a pair.</summary>
    /// <param name="chain">The chain: the signer's certificate first, each next one the issuer of the one before, the root last.</param>
    /// <param name="key">The private key of the first certificate.</param>
    /// <param name="kind">Where the key comes from.</param>
    public SigningIdentity(IReadOnlyList<X509Certificate2> chain, ISigningKey key, KeyKind kind)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfZero(chain.Count);
        Chain = chain;
        Key = key;
        Kind = kind;
    }

    /// <summary>The signer's certificate.</summary>
    public X509Certificate2 Certificate => Chain[0];

    /// <summary>The chain: the signer's certificate first, the root last (a self-signed signer is both).</summary>
    public IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>The private key.</summary>
    public ISigningKey Key { get; }

    /// <summary>Where the key comes from.</summary>
    public KeyKind Kind { get; }

    /// <summary>
    /// Ends when the platform has validated the chain (RFC 5280, section 6), which goes on beside other work, and fails with a
    /// <see cref="Diagnostics.CodeSignException"/> where it refuses the chain. It is awaited before the key is used.
    /// </summary>
    public Task PathValidation { get; init; } = Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        Key.Dispose();
        foreach (var certificate in Chain)
            certificate.Dispose();
    }
}
