using CodeSign.Diagnostics;
using CodeSign.Keys;
using CodeSign.Keys.Development;
using CodeSign.Timestamping;
using CodeSign.Verification;

namespace CodeSign.Build.Settings;

/// <summary>An identity that a session has opened, and, for the development identity, the timestamp authority that comes with it.</summary>
internal sealed class OpenedIdentity : IDisposable
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
    /// <exception cref="CodeSignException">It can't be opened, or may not be used.</exception>
    public static async Task<OpenedIdentity> OpenAsync(
        KeyReference reference, KeyOptions options, TimestampTokenVerifier tokens, IEngineLog log, CancellationToken cancellationToken)
    {
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
