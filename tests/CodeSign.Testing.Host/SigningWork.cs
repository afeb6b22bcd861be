using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Keys;
using CodeSign.Signing;
using CodeSign.Signing.Cache;
using CodeSign.Timestamping;
using CodeSign.Verification;

namespace CodeSign.Testing.Host;

/// <summary>
/// What a build does with the engine: files and archives are signed, then signatures are made beside files, then files are put into a
/// published folder.
/// </summary>
/// <param name="list">What is to be done.</param>
/// <param name="log">Where diagnostics go.</param>
public sealed class SigningWork(WorkList list, IEngineLog log) : IDisposable
{
    private readonly SignatureFormats _formats = new();
    private readonly ArtifactVerifier _verifier = new();
    private readonly TrustStore _trust = TrustStore.FromPemFile(list.Roots);
    private readonly SignatureCache? _cache = list.Cache is null ? null : new(new SignatureCacheOptions { Directory = list.Cache }, log);
    private SigningIdentity? _signer;
    private TimestampClient? _client;
    private SigningProfile? _profile;

    /// <summary>Opens the key.</summary>
    /// <exception cref="CodeSignException">It can't be used.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var options = new KeyOptions { BaseDirectory = Path.GetTempPath(), TrustedRootFiles = [list.Roots] };
        _signer = await SigningIdentities.OpenAsync(KeyReference.Parse(list.Key), options, log, cancellationToken);
        if (list.Server is not null)
            _client = new TimestampClient(
                new TimestampClientOptions { Servers = [list.Server], Trust = _trust, Log = log }, new TimestampTokenVerifier(_verifier.Chains));
        _profile = new SigningProfile { Signer = _signer, Timestamps = _client };
    }

    /// <summary>Does it all.</summary>
    /// <exception cref="CodeSignException">Something can't be done. What was to be moved into place by then is there, or nothing of it.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var workspace = list.Of(WorkKind.Archive).Count == 0 ? null : ContainerWorkspace.Open(list.Workspace!);
        await SignAsync(_formats.All, [.. Jobs(WorkKind.File), .. await ArchivesAsync(workspace, cancellationToken)], cancellationToken);
        if (list.Of(WorkKind.Detached).Count > 0)
            await SignAsync([_formats.Detached], Jobs(WorkKind.Detached), cancellationToken);
        foreach (var (_, source, destination) in list.Of(WorkKind.Placed))
            await FilePlacer.PlaceAsync(source, destination, FileDigest.Sha256(source, cancellationToken), cancellationToken);
        _cache?.Trim();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client?.Dispose();
        _signer?.Dispose();
    }

    private async Task SignAsync(IReadOnlyList<ISignatureFormat> formats, IReadOnlyList<SigningJob> jobs, CancellationToken cancellationToken)
    {
        var engine = new SigningEngine(new SigningEngineOptions { Formats = formats, Inspector = Inspector(), Log = log, Cache = _cache });
        await engine.SignAsync(jobs, cancellationToken);
    }

    // Without a server, nothing is to be read but what is signed here, without timestamps.
    private SignatureInspector Inspector() => new(_verifier, TrustStore.Empty, list.Server is null ? TrustStore.Empty : _trust);

    private List<SigningJob> Jobs(WorkKind kind) =>
        [.. list.Of(kind).Select(line => new SigningJob(line.Source, line.Destination, _profile!))];

    private async Task<IReadOnlyList<SigningJob>> ArchivesAsync(ContainerWorkspace? workspace, CancellationToken cancellationToken)
    {
        if (workspace is null)
            return [];
        var archives = list.Of(WorkKind.Archive);
        var candidates = archives.Select(line => new Candidate { Path = line.Source, TargetPath = Path.GetFileName(line.Source), Origin = FileOrigin.Unknown });
        var plan = await SigningPlan.CreateAsync([.. candidates], new SigningPlanOptions
        {
            Formats = [_formats.PortableExecutable],
            Profile = _profile!,
            Inspector = Inspector(),
            Rules = [new FileRule("*.zip", FileRuleAction.Sign)],
            Containers = new ContainerOptions
            {
                Workspace = workspace,
                Owners = new OwnEntries(),
                PackageFormat = _formats.NuGetPackage,
                PackageProfile = _profile,
            },
        }, cancellationToken);
        foreach (var diagnostic in plan.Diagnostics)
            log.Report(diagnostic);
        return [.. plan.Files.Zip(archives, (file, line) => file.ToJob(line.Destination))];
    }

    private sealed class OwnEntries : IEntryOwners
    {
        public ValueTask<EntryOwner> FindAsync(string name, string path, string sha256, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new EntryOwner(FileOrigin.Own));
    }
}
