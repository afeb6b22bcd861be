using CodeSign.Formats;
using CodeSign.Keys;
using CodeSign.Signing;
using CodeSign.Signing.Cache;
using CodeSign.Testing;
using CodeSign.Timestamping;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Signing.Cache;

/// <summary>Files to sign, with a counted key, a timestamp server, the real formats and the real reader, and a folder for the cache.</summary>
internal sealed class CacheBench : IAsyncDisposable
{
    private static readonly TrustStore Trust = TrustStore.FromCertificates([TestIdentities.Authority.Root]);

    private readonly CountingSigningKey _key = TestIdentities.CodeSigning.CreateSigningKey();
    private readonly List<TimestampClient> _clients = [];
    private int _runs;

    public SigningBench Files { get; } = new();

    public TimestampServer Server { get; } = new();

    public RecordingLog Log => Files.Log;

    /// <summary>The clock that signing times are read from.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>The cache's folder.</summary>
    public string Directory => Path.Combine(Files.Folder.Path, "home", "CodeSign.Build", "signatures");

    /// <summary>The entries' files.</summary>
    public string[] Entries => System.IO.Directory.Exists(Directory) ? System.IO.Directory.GetFiles(Directory, "*.signature") : [];

    public int KeyOperations => _key.Count;

    /// <summary>The codes of the warnings so far.</summary>
    public string Warnings => string.Join(' ', Log.Diagnostics.Select(diagnostic => diagnostic.Descriptor.Code));

    /// <summary>A profile that shares nothing with any other, as each build has it.</summary>
    public SigningProfile Profile(Func<TimestampClientOptions, TimestampClientOptions>? adjust = null)
    {
        var options = new TimestampClientOptions { Servers = [Server.Address], Trust = Trust, Log = Log, Retries = 0 };
        var client = new TimestampClient(adjust?.Invoke(options) ?? options, new TimestampTokenVerifier(new CertificateChainVerifier()));
        _clients.Add(client);
        return new SigningProfile
        {
            Signer = new SigningIdentity(TestIdentities.CodeSigning.Chain, _key, KeyKind.File),
            Timestamps = client,
        };
    }

    public SignatureCache Cache(Func<SignatureCacheOptions, SignatureCacheOptions>? adjust = null)
    {
        var options = new SignatureCacheOptions { Directory = Directory };
        return new SignatureCache(adjust?.Invoke(options) ?? options, Log);
    }

    /// <summary>Signs in a run of its own, into a folder of its own, as another build would.</summary>
    public Task<IReadOnlyList<SignedFile>> SignAsync(SigningProfile profile, params IEnumerable<string> sources) =>
        SignAsync(Cache(), profile, sources);

    /// <summary>Signs in a run of its own, into a folder of its own, as another build would.</summary>
    public Task<IReadOnlyList<SignedFile>> SignAsync(SignatureCache? cache, SigningProfile profile, params IEnumerable<string> sources)
    {
        var run = Interlocked.Increment(ref _runs);
        var engine = new SigningEngine(new SigningEngineOptions
        {
            Formats = new SignatureFormats(Clock).All,
            Inspector = new SignatureInspector(new ArtifactVerifier(), TrustStore.Empty, Trust),
            Log = Log,
            Cache = cache,
        });
        var jobs = sources.Select(source => new SigningJob(source, Files.Folder.File($"run{run}", Path.GetFileName(source)), profile)).ToList();
        return engine.SignAsync(jobs, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await Server.DisposeAsync();
        Files.Dispose();
    }
}
