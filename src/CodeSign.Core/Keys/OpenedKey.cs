using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Keys;

/// <summary>A key as its provider gives it: with its certificate, and whatever else of the chain came along. Owns them all.</summary>
public sealed class OpenedKey : IDisposable
{
    /// <summary>Puts a key and its certificates together.</summary>
    /// <param name="key">The private key.</param>
    /// <param name="certificate">The certificate of that key, without a private key attached.</param>
    /// <param name="otherCertificates">Certificates that may be part of the chain, in any order.</param>
    /// <param name="kind">Where the key comes from.</param>
    /// <param name="source">Where the certificate comes from, for diagnostics: a full path or a reference.</param>
    public OpenedKey(
        ISigningKey key, X509Certificate2 certificate, IReadOnlyList<X509Certificate2> otherCertificates, KeyKind kind, string source)
    {
        Key = key;
        Certificate = certificate;
        OtherCertificates = otherCertificates;
        Kind = kind;
        Source = source;
    }

    /// <summary>The private key.</summary>
    public ISigningKey Key { get; }

    /// <summary>The certificate of <see cref="Key"/>.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Certificates that may be part of the chain, in any order.</summary>
    public IReadOnlyList<X509Certificate2> OtherCertificates { get; }

    /// <summary>Where the key comes from.</summary>
    public KeyKind Kind { get; }

    /// <summary>Where the certificate comes from, for diagnostics: a full path or a reference.</summary>
    public string Source { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Key.Dispose();
        Certificate.Dispose();
        foreach (var certificate in OtherCertificates)
            certificate.Dispose();
    }
}
