using CodeSign.Build.Settings;
using CodeSign.Manifests;
using CodeSign.Signing;

namespace CodeSign.Build.Files;

/// <summary>
/// A manifest under obj, signed by a CMS signature beside it, that waits to be put where it is asked for: together with what it is
/// about, or not at all.
/// </summary>
internal sealed class StagedManifest
{
    private readonly string _path;
    private readonly string? _signature;

    private StagedManifest(SignatureManifest content, string path, string? signature)
    {
        Content = content;
        _path = path;
        _signature = signature;
    }

    /// <summary>What it says.</summary>
    public SignatureManifest Content { get; }

    /// <summary>Writes a manifest, and signs it.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="path">Full path under obj.</param>
    /// <param name="session">Signs.</param>
    /// <param name="profile">How it is signed, or <see langword="null"/> where it is not.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Diagnostics.CodeSignException">It can't be written, signed or timestamped.</exception>
    public static async Task<StagedManifest> WriteAsync(
        SignatureManifest manifest, string path, SigningSession session, SigningProfile? profile, CancellationToken cancellationToken)
    {
        await SignatureManifestFile.WriteAsync(manifest, path, cancellationToken);
        if (profile is null)
            return new StagedManifest(manifest, path, null);
        var signature = SignatureManifestFile.SignatureOf(path);
        await session.SignManifestAsync(path, signature, profile, cancellationToken);
        return new StagedManifest(manifest, path, signature);
    }

    /// <summary>Puts manifest and signature into place. What stands there about another manifest, its signature and page, is gone before.</summary>
    /// <param name="destination">Full path of the manifest.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="Diagnostics.CodeSignException">It can't be written there.</exception>
    public async Task<PlacedManifest> PlaceAsync(string destination, CancellationToken cancellationToken)
    {
        Remove(SignatureManifestFile.SignatureOf(destination));
        Remove(ManifestReport.PathOf(destination));
        await AtomicFile.CopyAsync(_path, destination, cancellationToken);
        if (_signature is not null)
            await AtomicFile.CopyAsync(_signature, SignatureManifestFile.SignatureOf(destination), cancellationToken);
        Remove(_path);
        Remove(SignatureManifestFile.SignatureOf(_path));
        return PlacedManifest.Of(destination);
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(Path.GetDirectoryName(path)))
            File.Delete(path);
    }
}
