using CodeSign.Diagnostics;

namespace CodeSign.Keys.Development;

/// <summary>
/// An identity for trying things out, made on first use for this user on this machine, so that a fresh machine signs without a
/// certificate and without a network. A root of its own signs one certificate for code signing and one for timestamping; its private
/// key is never stored, so it can issue nothing else. Nobody trusts it who has not been told to.
/// </summary>
public sealed class DevelopmentIdentity : IDisposable
{
    internal DevelopmentIdentity(SigningIdentity signer, SigningIdentity timestampAuthority, string rootCertificatePath)
    {
        Signer = signer;
        TimestampAuthority = timestampAuthority;
        RootCertificatePath = rootCertificatePath;
    }

    /// <summary>Signs code.</summary>
    public SigningIdentity Signer { get; }

    /// <summary>Signs timestamps, in memory only, for what <see cref="Signer"/> signs.</summary>
    public SigningIdentity TimestampAuthority { get; }

    /// <summary>Full path of the root certificate (PEM), for whoever wants to verify on this machine.</summary>
    public string RootCertificatePath { get; }

    /// <summary>
    /// The file that this user's identity is in, whether it exists or not. It is only ever replaced whole, by another identity: its
    /// size and time tell whether it is still the same, without opening a key.
    /// </summary>
    public static FileInfo StoredFile => new(DevelopmentStore.PathIn(UserFolders.LocalApplicationData()));

    /// <summary>
    /// Opens the identity, or makes it first. Processes that do so at the same moment end up with the same one. Warns at each use.
    /// </summary>
    /// <param name="options">Where the user's folder is, and whether this may be used in continuous integration.</param>
    /// <param name="log">Takes the warning.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The identity, which the caller disposes.</returns>
    /// <exception cref="CodeSignException">
    /// It is not allowed here, there is no place for it, others than the user have access to it, or it is damaged.
    /// </exception>
    public static async Task<DevelopmentIdentity> OpenAsync(KeyOptions options, IEngineLog log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(log);

        RefuseContinuousIntegration(options);
        var store = DevelopmentStore.Locate(options);
        var identity = await store.OpenOrCreateAsync(cancellationToken);
        log.Report(DevelopmentDiagnostics.InUse.Create(
            $"Signing with the development identity '{identity.Signer.Certificate.Subject}': nobody else trusts it.",
            $"For a release, set CodeSignKey to a certificate of yours. To verify here, trust {identity.RootCertificatePath}."));
        return identity;
    }

    /// <summary>Opens the identity if there is one that is valid now; makes none, and warns of nothing.</summary>
    /// <param name="options">Where the user's folder is.</param>
    /// <returns>The identity, which the caller disposes, or <see langword="null"/>.</returns>
    /// <exception cref="CodeSignException">There is no place for one, others than the user have access to it, or it is damaged.</exception>
    public static DevelopmentIdentity? Find(KeyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return DevelopmentStore.Locate(options).Find();
    }

    /// <summary>Removes the identity, keys and all. What it has signed can't be signed by it again.</summary>
    /// <param name="options">Where the user's folder is.</param>
    /// <param name="cancellationToken">Ends the waiting for other processes.</param>
    /// <returns>Whether there was one, valid or not.</returns>
    /// <exception cref="CodeSignException">It can't be removed.</exception>
    public static Task<bool> RemoveAsync(KeyOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return DevelopmentStore.Locate(options).RemoveAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Signer.Dispose();
        TimestampAuthority.Dispose();
    }

    private static void RefuseContinuousIntegration(KeyOptions options)
    {
        if (options.AllowDevelopmentKey)
            return;

        if (ContinuousIntegration.Detect(options.Environment) is { } variable)
            throw DevelopmentDiagnostics.RefusedInContinuousIntegration.Exception(
                $"The key is dev:, and this is continuous integration (the environment variable {variable} is set): what a build "
                + "server makes may be shipped, and nobody trusts a development identity.",
                "Set CodeSignKey to the release key there, or CodeSignAllowDevelopmentKey to true where this is meant.");
    }
}
