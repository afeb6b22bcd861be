using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Diagnostics;
using CodeSign.Keys.Certificates;
using CodeSign.Threading;

namespace CodeSign.Keys;

/// <summary>
/// Opens signing identities: a key with a complete chain to a root, found suitable for code signing now. Everything that can be
/// refused is refused here, before anything is signed.
/// </summary>
public static class SigningIdentities
{
    /// <summary>Opens the identity that a reference names, of one of the built-in kinds.</summary>
    /// <inheritdoc cref="OpenAsync(KeyProviders, KeyReference, KeyOptions, IEngineLog, CancellationToken)"/>
    public static Task<SigningIdentity> OpenAsync(
        KeyReference reference, KeyOptions options, IEngineLog log, CancellationToken cancellationToken) =>
        OpenAsync(KeyProviders.BuiltIn, reference, options, log, cancellationToken);

    /// <summary>Opens the identity that a reference names.</summary>
    /// <param name="providers">The kinds of keys to choose from.</param>
    /// <param name="reference">The key.</param>
    /// <param name="options">Where to look and where the password is.</param>
    /// <param name="log">Takes the warnings.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The identity, which the caller disposes.</returns>
    /// <exception cref="CodeSignException">The key can't be opened, or its certificate is not fit for signing.</exception>
    public static async Task<SigningIdentity> OpenAsync(
        KeyProviders providers, KeyReference reference, KeyOptions options, IEngineLog log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(providers);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(log);

        try
        {
            return await OpenAndJudgeAsync(providers.For(reference), reference, options, log, cancellationToken);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            throw Malformed(reference, e);
        }
    }

    // The platform decodes certificates piece by piece, whenever one is asked for.
    private static CodeSignException Malformed(KeyReference reference, Exception e) => KeyDiagnostics.MalformedCertificate.Exception(
        $"A certificate of the key '{reference}' is malformed.", "Export the certificates again.", null, e);

    private static Task ValidateAsync(
        IReadOnlyList<X509Certificate2> chain, OpenedKey opened, KeyReference reference, KeyOptions options) => BlockingWork.Run(() =>
        {
            try
            {
                PlatformPathValidation.Require(chain, options.TimeProvider.GetUtcNow(), opened.Source);
            }
            catch (CryptographicException e)
            {
                throw Malformed(reference, e);
            }
        });

    private static async Task<SigningIdentity> OpenAndJudgeAsync(
        IKeyProvider provider, KeyReference reference, KeyOptions options, IEngineLog log, CancellationToken cancellationToken)
    {
        var opened = await provider.OpenAsync(reference, options, log, cancellationToken);
        try
        {
            var chain = Complete(opened, options);
            new SigningCertificatePolicy(options.TimeProvider).Check(chain, opened.Kind, opened.Source, log);
            DisposeUnused(opened, chain);
            return new SigningIdentity(chain, opened.Key, opened.Kind)
            {
                PathValidation = options.ValidatePath ? ValidateAsync(chain, opened, reference, options) : Task.CompletedTask,
            };
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private static IReadOnlyList<X509Certificate2> Complete(OpenedKey opened, KeyOptions options)
    {
        var files = options.TrustedRootFiles.Select(f => new CertificateFileSource(KeyPath.Resolve(f, options.BaseDirectory))).ToList();
        return CertificateChainCompletion.Complete(
            opened.Certificate,
            opened.OtherCertificates,
            subject => [.. files.SelectMany(f => f.FindBySubject(subject)), .. options.Roots?.Invoke(subject) ?? []],
            options.TimeProvider.GetUtcNow(),
            opened.Source);
    }

    private static void DisposeUnused(OpenedKey opened, IReadOnlyList<X509Certificate2> chain)
    {
        foreach (var certificate in opened.OtherCertificates)
            if (!chain.Contains(certificate, ReferenceEqualityComparer.Instance))
                certificate.Dispose();
    }
}
