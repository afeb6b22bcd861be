using CodeSign.Diagnostics;

namespace CodeSign.Keys.Development;

/// <summary>The development identity's signing key: <c>dev:</c>.</summary>
public sealed class DevelopmentKeyProvider : IKeyProvider
{
    /// <inheritdoc/>
    public string? Scheme => "dev";

    /// <inheritdoc/>
    public string Usage => "dev: (a development identity of this user and machine)";

    /// <inheritdoc/>
    public async Task<OpenedKey> OpenAsync(
        KeyReference reference, KeyOptions options, IEngineLog log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.Value.Length > 0)
            throw KeyDiagnostics.UnknownReference.Exception(
                "Nothing may follow 'dev:' in a key reference.", "Set CodeSignKey to dev: alone.");

        var identity = await DevelopmentIdentity.OpenAsync(options, log, cancellationToken);
        identity.TimestampAuthority.Dispose();
        var signer = identity.Signer;
        return new OpenedKey(signer.Key, signer.Certificate, [.. signer.Chain.Skip(1)], KeyKind.Development, reference.ToString());
    }
}
