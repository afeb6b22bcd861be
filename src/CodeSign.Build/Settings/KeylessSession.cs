using System.Security.Cryptography.X509Certificates;
using CodeSign.Formats;
using CodeSign.Keys;
using CodeSign.Keys.Certificates;
using CodeSign.Signing;
using CodeSign.Timestamping;
using CodeSign.Verification;

namespace CodeSign.Build.Settings;

/// <summary>
/// A session that opens no key and asks no server: all that it knows of signers is in the files that <c>CodeSignCertificate</c> names.
/// </summary>
/// <param name="settings">The packing or publishing project's settings.</param>
internal sealed class KeylessSession(ProjectSettings settings) : IPlanningSession
{
    private readonly SessionTrust _trust = new(settings);
    private readonly SignatureFormats _formats = new();
    private readonly ArtifactVerifier _verifier = new();
    private readonly Dictionary<KeySettings, PublicSigner> _signers = [];
    private SignatureInspector? _inspector;

    /// <inheritdoc/>
    public IReadOnlyList<ISignatureFormat> FileFormats => [_formats.PortableExecutable];

    /// <inheritdoc/>
    public ISignatureFormat PackageFormat => _formats.NuGetPackage;

    /// <inheritdoc/>
    public ISignatureInspector Inspector => DetachedInspector;

    /// <summary>The same, for signatures that stand in files of their own.</summary>
    public SignatureInspector DetachedInspector =>
        _inspector ??= new SignatureInspector(_verifier, _trust.Signers(Roots), _trust.Timestamps([]));

    private IEnumerable<X509Certificate2> Roots => _signers.Values.SelectMany(signer => signer.Roots);

    /// <inheritdoc/>
    public Task<SigningTerms> AssemblyTermsAsync(ProjectSettings owner, CancellationToken cancellationToken) =>
        Task.FromResult<SigningTerms>(Terms(owner, owner.Key));

    /// <summary>On what terms the project signs its packages.</summary>
    /// <exception cref="Diagnostics.CodeSignException">It can't sign on these terms.</exception>
    public SigningTerms PackageTerms() => Terms(settings, settings.PackageKey);

    /// <inheritdoc/>
    public Task<SigningTerms?> NestedPackageTermsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<SigningTerms?>(settings.SignPackages ? PackageTerms() : null);

    private KeylessTerms Terms(ProjectSettings owner, KeySettings? key)
    {
        var reference = key is null ? null : KeyReference.Parse(key.Reference);
        if (reference is { IsDevelopment: false } && owner.Timestamps is { } timestamps)
            _ = TimestampServerAddress.ParseList(timestamps.Servers ?? throw TimestampSettings.NoServer(owner.Project));
        return new KeylessTerms(reference?.ShortName, key is null ? null : Signer(key).CertificateSha256, owner.Timestamps is not null)
        {
            Digest = owner.Digest,
            Description = owner.Description,
            DescriptionUrl = owner.DescriptionUrl,
            Existing = owner.Existing,
        };
    }

    private PublicSigner Signer(KeySettings key)
    {
        if (_signers.TryGetValue(key, out var signer))
            return signer;
        signer = key.CertificateFile is null ? PublicSigner.Unknown : PublicSigner.Read(key.CertificateFile);
        _signers.Add(key, signer);
        // A signer brings a root to trust.
        _inspector = null;
        return signer;
    }
}
