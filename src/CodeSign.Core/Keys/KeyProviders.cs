using CodeSign.Keys.Development;
using CodeSign.Keys.Files;

namespace CodeSign.Keys;

/// <summary>The kinds of keys there are.</summary>
public sealed class KeyProviders
{
    /// <summary>The kinds that need nothing but the engine: files, and the development identity.</summary>
    public static readonly KeyProviders BuiltIn = new([new FileKeyProvider(), new DevelopmentKeyProvider()]);

    private readonly IReadOnlyList<IKeyProvider> _providers;

    /// <summary>Registers kinds of keys.</summary>
    /// <param name="providers">The kinds; each scheme once.</param>
    public KeyProviders(IReadOnlyList<IKeyProvider> providers)
    {
        ArgumentNullException.ThrowIfNull(providers);
        _providers = providers;
    }

    /// <summary>These kinds and one more.</summary>
    public KeyProviders With(IKeyProvider provider) => new([.. _providers, provider]);

    /// <summary>Finds the provider for a reference.</summary>
    /// <exception cref="Diagnostics.CodeSignException">There is none for this scheme; the message lists what exists.</exception>
    public IKeyProvider For(KeyReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        foreach (var provider in _providers)
            if (provider.Scheme == reference.Scheme)
                return provider;

        // Only the scheme is named: what follows may be anything, a secret that was pasted into the wrong place included.
        throw KeyDiagnostics.UnknownReference.Exception(
            $"There is no kind of key '{reference.Scheme}:'.",
            $"CodeSignKey may be {string.Join(", or ", _providers.Select(p => p.Usage))}. "
            + "If a file with a colon in its name is meant, write its path with './' before it.");
    }
}
