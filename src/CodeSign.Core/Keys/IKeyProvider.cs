using CodeSign.Diagnostics;

namespace CodeSign.Keys;

/// <summary>
/// One kind of place that keys live in. A new kind is one folder (or assembly) with one implementation of this contract, registered
/// in <see cref="KeyProviders"/>.
/// </summary>
public interface IKeyProvider
{
    /// <summary>The URI scheme in lower case, or <see langword="null"/> for the paths of files.</summary>
    string? Scheme { get; }

    /// <summary>How a reference of this kind is written, for error messages: <c>dev:</c>, <c>a path to .pfx, .p12 or .pem</c>.</summary>
    string Usage { get; }

    /// <summary>Opens a key. Chain and suitability of the certificate are judged by the caller.</summary>
    /// <exception cref="CodeSignException">The key is missing, malformed, or can't be opened.</exception>
    Task<OpenedKey> OpenAsync(KeyReference reference, KeyOptions options, IEngineLog log, CancellationToken cancellationToken);
}
