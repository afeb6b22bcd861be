using CodeSign.Diagnostics;
using CodeSign.Keys;
using CodeSign.Keys.Development;
using CodeSign.Timestamping;
using CodeSign.Verification;

namespace CodeSign.Signing;

/// <summary>A signing identity, and, for the development identity, the timestamp authority that comes with it. Owns them.</summary>
public sealed class OpenedIdentity : IDisposable
{
    private OpenedIdentity(SigningIdentity signer, DevelopmentIdentity? development = null, ITimestampAuthority? authority = null)
    {
        Signer = signer;
        Development = development;
        EmbeddedAuthority = authority;
    }

    /// <summary>Who signs.</summary>
    public SigningIdentity Signer { get; }

    /// <summary>The development identity, where it is that.</summary>
    public DevelopmentIdentity? Development { get; }

    /// <summary>The development identity's own timestamp authority.</summary>
    public ITimestampAuthority? EmbeddedAuthority { get; }

    /// <summary>Opens an identity.</summary>
    /// <param name="reference">The key.</param>
    /// <param name="options">Where to look and where the password is.</param>
    /// <param name="tokens">Verifies the timestamps of the development identity's authority.</param>
    /// <param name="log">Takes the warnings.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="CodeSignException">It can't be opened, or may not be used.</exception>
    public static async Task<OpenedIdentity> OpenAsync(
        KeyReference reference, KeyOptions options, TimestampTokenVerifier tokens, IEngineLog log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (!reference.IsDevelopment)
            return new OpenedIdentity(await SigningIdentities.OpenAsync(reference, options, log, cancellationToken));
        var development = await DevelopmentIdentity.OpenAsync(options, log, cancellationToken);
        var authority = new EmbeddedTimestampAuthority(development.TimestampAuthority, development.Signer.Certificate, tokens);
        return new OpenedIdentity(development.Signer, development, authority);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Development is null)
            Signer.Dispose();
        else
            Development.Dispose();
    }
}
