using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Formats.Detached;
using CodeSign.Formats.NuGetPackage;
using CodeSign.Keys;
using CodeSign.Signing;
using CodeSign.Timestamping;
using CodeSign.Tool.Input;
using CodeSign.Tool.Trust;
using CodeSign.Verification;

namespace CodeSign.Tool.Signing;

/// <summary>
/// Signs files as a build does: planned first, then signed and verified, and only when all are done moved into place. Owns the key.
/// </summary>
internal sealed class FileSigner : IDisposable
{
    private readonly OpenedIdentity _identity;
    private readonly TimestampClient? _client;
    private readonly SigningProfile _profile;
    private readonly FilePlanner _planner;
    private readonly SignatureInspector _inspector;
    private readonly IEngineLog _log;

    private FileSigner(OpenedIdentity identity, TimestampClient? client, SigningProfile profile, SignatureInspector inspector,
        IEngineLog log)
    {
        _identity = identity;
        _client = client;
        _profile = profile;
        _inspector = inspector;
        _planner = new FilePlanner(inspector, log);
        _log = log;
    }

    /// <summary>Who signs.</summary>
    public SigningIdentity Signer => _identity.Signer;

    /// <summary>Opens the key and whoever vouches for the time.</summary>
    /// <exception cref="CodeSignException">The key can't be used, or nobody would vouch for the time.</exception>
    public static async Task<FileSigner> OpenAsync(
        KeyReference key, KeyOptions options, SignatureSettings settings, TrustChoice trust, IEngineLog log,
        CancellationToken cancellationToken)
    {
        var verifier = new ArtifactVerifier();
        var tokens = new TimestampTokenVerifier(verifier.Chains);
        var identity = await OpenedIdentity.OpenAsync(key, options, tokens, log, cancellationToken);
        TimestampClient? client = null;
        try
        {
            client = settings.TimestampServers.Count > 0 ? OpenClient(settings, trust, tokens, log) : null;
            var timestamps = !settings.HasTimestamp ? null : client ?? identity.EmbeddedAuthority ?? throw NoServer();
            var roots = TrustStore.FromCertificates(identity.Development is { } development
                ? [development.TimestampAuthority.Chain[^1]] : []);
            var profile = new SigningProfile
            {
                Signer = identity.Signer,
                Timestamps = timestamps,
                Digest = settings.Digest,
                Description = settings.Description,
                DescriptionUrl = settings.DescriptionUrl,
                Existing = settings.Existing,
                PackageContentHash = false,
            };
            var inspector = new SignatureInspector(verifier, trust.Trust.Signers, trust.Trust.Timestamps.With(roots));
            return new FileSigner(identity, client, profile, inspector, log);
        }
        catch
        {
            client?.Dispose();
            identity.Dispose();
            throw;
        }
    }

    /// <summary>Signs files inside, in place or as copies in another folder.</summary>
    /// <returns>What becomes of each file, in their order; nothing where errors were reported and nothing was signed.</returns>
    /// <exception cref="CodeSignException">A file can't be signed; nothing was moved into place.</exception>
    public async Task<IReadOnlyList<SigningOutcome>> SignAsync(
        IReadOnlyList<SelectedFile> files, SigningDestination destination, CancellationToken cancellationToken)
    {
        if (await _planner.PlanAsync(files, _profile, cancellationToken) is not { } plan)
            return [];
        if (plan.Files.Any(file => file.Format == _planner.Formats.NuGetPackage.Name))
            RefuseUnfitForPackages();

        var toSign = plan.Files.Where(file => file.Changes).ToList();
        var jobs = toSign.ConvertAll(file => file.ToJob(destination.Of(FileOf(files, file))));
        var made = await SignAsync(_planner.Formats.All, jobs, cancellationToken);
        var signed = toSign.Zip(made).ToDictionary(pair => pair.First, pair => pair.Second);
        var outcomes = new List<SigningOutcome>();
        foreach (var file in plan.Files)
        {
            var selected = FileOf(files, file);
            if (!file.Changes && destination.Of(selected) is var copy && copy != selected.Path)
                await AtomicFile.CopyAsync(selected.Path, copy, cancellationToken);
            outcomes.Add(new SigningOutcome(selected, destination.Of(selected), signed.GetValueOrDefault(file), file.Reason));
        }

        return outcomes;
    }

    /// <summary>Signs files beside them: each gets a file <c>NAME.p7s</c>.</summary>
    /// <exception cref="CodeSignException">
    /// A file can't be signed, or something else stands in a signature's place; nothing was moved into place.
    /// </exception>
    public async Task<IReadOnlyList<SigningOutcome>> SignBesideAsync(
        IReadOnlyList<SelectedFile> files, SigningDestination destination, CancellationToken cancellationToken)
    {
        var jobs = new List<SigningJob>();
        foreach (var file in files)
        {
            var place = destination.Of(file) + DetachedFormat.Extension;
            if (Path.Exists(place) && _profile.Existing != ExistingSignature.Replace)
                await RequireOursAsync(file, place, cancellationToken);
            jobs.Add(new SigningJob(file.Path, place, _profile));
        }

        var signed = await SignAsync([_planner.Formats.Detached], jobs, cancellationToken);
        return [.. files.Zip(signed, (file, result) => new SigningOutcome(file, result.Job.Destination, result, "signed beside it"))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client?.Dispose();
        _identity.Dispose();
    }

    private static TimestampClient OpenClient(SignatureSettings settings, TrustChoice trust, TimestampTokenVerifier tokens,
        IEngineLog log) => new(
        new TimestampClientOptions
        {
            Servers = TimestampServerAddress.ParseList(string.Join(';', settings.TimestampServers)),
            Trust = trust.Trust.Timestamps,
            Log = log,
        },
        tokens);

    private static CodeSignException NoServer() => ToolDiagnostics.NoTimestampServer.Exception(
        "Nobody is asked for a timestamp, and a signature without one ends with its certificate.",
        "Name an RFC 3161 server with --timestamp-server, or do without with --no-timestamp.");

    private void RefuseUnfitForPackages()
    {
        foreach (var diagnostic in NuGetCertificateDemands.Check(Signer.Certificate, DateTimeOffset.UtcNow))
            throw new CodeSignException(diagnostic);
    }

    private async Task RequireOursAsync(SelectedFile file, string place, CancellationToken cancellationToken)
    {
        var found = await _inspector.InspectDetachedAsync(file.Path, place, cancellationToken);
        if (found.Subject != Signer.Certificate.Subject)
            throw new CodeSignException(TakenPlace.Describe(file, place, found));
    }

    private async Task<IReadOnlyList<SignedFile>> SignAsync(
        IReadOnlyList<ISignatureFormat> formats, IReadOnlyList<SigningJob> jobs, CancellationToken cancellationToken)
    {
        var options = new SigningEngineOptions { Formats = formats, Inspector = _inspector, Log = _log };
        return await new SigningEngine(options).SignAsync(jobs, cancellationToken);
    }

    private static SelectedFile FileOf(IReadOnlyList<SelectedFile> files, PlannedFile planned) =>
        files.First(file => file.Path == planned.Candidate.Path);
}
