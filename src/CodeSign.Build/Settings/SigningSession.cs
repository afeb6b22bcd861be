using System.Reflection;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Keys;
using CodeSign.Keys.Development;
using CodeSign.Manifests;
using CodeSign.Signing;
using CodeSign.Signing.Cache;
using CodeSign.Timestamping;
using CodeSign.Verification;

namespace CodeSign.Build.Settings;

/// <summary>
/// Keys and timestamp authorities, opened when the first file needs them and once each, and closed together at the end.
/// </summary>
internal sealed class SigningSession : IPlanningSession, IDisposable
{
    /// <summary>This tool, as manifests name it.</summary>
    public static readonly ManifestTool Tool = new(
        "CodeSign.Build",
        typeof(SigningSession).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);

    private readonly ProjectSettings _settings;
    private readonly IEngineLog _log;
    private readonly SessionTrust _trust;
    private readonly SignatureFormats _formats = new();
    private readonly Dictionary<KeySettings, OpenedIdentity> _identities = [];
    private readonly Dictionary<TimestampSettings, TimestampClient> _clients = [];
    private readonly ArtifactVerifier _verifier = new();
    private readonly TimestampTokenVerifier _tokens;
    private readonly SessionCache _cache;
    private SignatureInspector? _inspector;

    /// <summary>Begins a session, in which nothing is open yet.</summary>
    /// <param name="settings">The packing project's settings.</param>
    /// <param name="log">Where diagnostics go.</param>
    public SigningSession(ProjectSettings settings, IEngineLog log)
    {
        SigningWarmUp.Start();
        _settings = settings;
        _log = log;
        _trust = new SessionTrust(settings);
        _cache = SessionCache.Of(settings, log);
        _tokens = new TimestampTokenVerifier(_verifier.Chains);
    }

    /// <summary>What may be signed inside a package.</summary>
    public IReadOnlyList<ISignatureFormat> FileFormats => [_formats.PortableExecutable];

    /// <summary>What is signed beside the file.</summary>
    public IReadOnlyList<ISignatureFormat> DetachedFormats => [_formats.Detached];

    /// <summary>What may be signed on its way into a package, archives and packages in them among it.</summary>
    public IReadOnlyList<ISignatureFormat> AllFormats => _formats.All;

    /// <summary>What tells packages from other archives.</summary>
    public ISignatureFormat PackageFormat => _formats.NuGetPackage;

    /// <summary>What may be signed as a package.</summary>
    public IReadOnlyList<ISignatureFormat> PackageFormats => [_formats.NuGetPackage];

    /// <summary>The identities that have been opened.</summary>
    public IEnumerable<SigningIdentity> UsedIdentities => _identities.Values.Select(opened => opened.Signer);

    /// <summary>Reads signatures that others made, and those that were just made here.</summary>
    public ISignatureInspector Inspector => DetachedInspector;

    /// <summary>The same, for signatures that stand in files of their own.</summary>
    public SignatureInspector DetachedInspector => _inspector ??= new SignatureInspector(
        _verifier, _trust.Signers(UsedIdentities.Select(signer => signer.Chain[^1])), _trust.Timestamps(DevelopmentRoots));

    private IEnumerable<X509Certificate2> DevelopmentRoots =>
        _identities.Values.Select(opened => opened.Development).OfType<DevelopmentIdentity>().Select(identity => identity.TimestampAuthority.Chain[^1]);

    /// <summary>How a project signs its assemblies, and a test project the list of its results.</summary>
    public async Task<SigningProfile> AssemblyProfileAsync(ProjectSettings owner, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(owner, owner.Key!, cancellationToken);
        return Profile(owner, opened);
    }

    /// <summary>How the packing project signs its packages.</summary>
    /// <exception cref="CodeSignException">The key can't be used, or NuGet does not accept the certificate.</exception>
    public async Task<SigningProfile> PackageProfileAsync(CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(_settings, _settings.PackageKey!, cancellationToken);
        PackageSignerPolicy.Refuse(opened.Signer);
        PackageSignerPolicy.Warn(opened.Signer, _settings.SdkDirectory, _log);
        return Profile(_settings, opened);
    }

    /// <summary>
    /// How the manifest is signed, or <see langword="null"/> where it is not: with the key of packages where those are signed, otherwise with
    /// that of assemblies.
    /// </summary>
    /// <exception cref="CodeSignException">The key can't be used.</exception>
    public async Task<SigningProfile?> ManifestProfileAsync(CancellationToken cancellationToken)
    {
        if (!_settings.SignsManifest)
            return null;
        var key = _settings.SignPackages ? _settings.PackageKey! : _settings.Key!;
        return Profile(_settings, await OpenAsync(_settings, key, cancellationToken));
    }

    /// <inheritdoc/>
    async Task<SigningTerms> IPlanningSession.AssemblyTermsAsync(ProjectSettings owner, CancellationToken cancellationToken) =>
        await AssemblyProfileAsync(owner, cancellationToken);

    /// <inheritdoc/>
    public async Task<SigningTerms?> NestedPackageTermsAsync(CancellationToken cancellationToken)
    {
        if (!_settings.SignPackages)
            return null;
        var opened = await OpenAsync(_settings, _settings.PackageKey!, cancellationToken);
        PackageSignerPolicy.Refuse(opened.Signer);
        return Profile(_settings, opened);
    }

    /// <summary>Finds out, before anything is signed, whether packages can be signed in the end.</summary>
    /// <exception cref="CodeSignException">The key can't be used, or NuGet does not accept the certificate.</exception>
    public async Task RefuseUnusablePackageKeyAsync(CancellationToken cancellationToken)
    {
        if (_settings.SignPackages)
            PackageSignerPolicy.Refuse((await OpenAsync(_settings, _settings.PackageKey!, cancellationToken)).Signer);
    }

    /// <summary>Signs, verifies, and then moves files into place.</summary>
    public async Task<IReadOnlyList<SignedFile>> SignAsync(
        IReadOnlyList<ISignatureFormat> formats, IReadOnlyList<SigningJob> jobs, CancellationToken cancellationToken)
    {
        var signed = await Engine(formats, _cache.Signatures).SignAsync(jobs, cancellationToken);
        _cache.TidyUp();
        return signed;
    }

    /// <summary>Signs and verifies files beside their places, for the caller to move there.</summary>
    public async Task<StagedRun> StageAsync(
        IReadOnlyList<ISignatureFormat> formats, IReadOnlyList<SigningJob> jobs, CancellationToken cancellationToken)
    {
        var staged = await Engine(formats, _cache.Signatures).StageAsync(jobs, cancellationToken);
        _cache.TidyUp();
        return staged;
    }

    /// <summary>Signs a manifest. No two are the same, so that its signature is not kept for later.</summary>
    /// <param name="path">Full path of the manifest.</param>
    /// <param name="signature">Full path of its signature.</param>
    /// <param name="profile">How it is signed.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task SignManifestAsync(string path, string signature, SigningProfile profile, CancellationToken cancellationToken) =>
        Engine(DetachedFormats, cache: null).SignAsync([new SigningJob(path, signature, profile)], cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var opened in _identities.Values)
            opened.Dispose();
        foreach (var client in _clients.Values)
            client.Dispose();
    }

    private SigningEngine Engine(IReadOnlyList<ISignatureFormat> formats, SignatureCache? cache) =>
        new(new SigningEngineOptions { Formats = formats, Inspector = Inspector, Log = _log, Cache = cache });

    private static string Folder(ProjectSettings owner) => Path.GetDirectoryName(owner.Project)!;

    private SigningProfile Profile(ProjectSettings owner, OpenedIdentity opened) => new()
    {
        Signer = opened.Signer,
        Timestamps = Authority(owner, opened),
        Digest = owner.Digest,
        Description = owner.Description,
        DescriptionUrl = owner.DescriptionUrl,
        Existing = owner.Existing,
    };

    private async Task<OpenedIdentity> OpenAsync(ProjectSettings owner, KeySettings key, CancellationToken cancellationToken)
    {
        if (_identities.TryGetValue(key, out var opened))
            return opened;
        var options = new KeyOptions
        {
            BaseDirectory = Folder(owner),
            PasswordVariable = key.PasswordVariable ?? KeyOptions.DefaultPasswordVariable,
            PasswordFile = key.PasswordFile,
            CertificateFile = key.CertificateFile,
            TrustedRootFiles = owner.TrustedRoots,
            Roots = _trust.KnownRoots,
            AllowDevelopmentKey = owner.AllowDevelopmentKey,
        };
        var reference = KeyReference.Parse(key.Reference);
        opened = await OpenedIdentity.OpenAsync(reference, options, _tokens, _log, cancellationToken);
        _identities.Add(key, opened);
        // A new identity brings a root to trust.
        _inspector = null;
        return opened;
    }

    private ITimestampAuthority? Authority(ProjectSettings owner, OpenedIdentity opened)
    {
        if (owner.Timestamps is not { } wanted)
            return null;
        if (wanted.Servers is null)
            return opened.EmbeddedAuthority ?? throw TimestampSettings.NoServer(owner.Project);
        if (!_clients.TryGetValue(wanted, out var client))
            _clients.Add(wanted, client = new TimestampClient(wanted.ToOptions(_trust.Timestamps([]), _log), _tokens));
        return client;
    }
}
