using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Verification.Revocation;

/// <summary>
/// An authority whose certificates can be revoked, a server that tells so, and a file signed ten days ago by one of them and stamped by
/// another. Everything is the test's own, the cache included.
/// </summary>
internal sealed class RevocationBench : IAsyncDisposable
{
    private readonly TemporaryFolder _cache = new();
    private readonly CertificateAuthority _authority;
    private readonly TrustStore _trust;

    private RevocationBench(RevocationSources sources, TestKeyKind signerKey)
    {
        Server = new RevocationServer();
        _authority = CertificateAuthority.Create(
            "CodeSign Revoking Root", withIntermediate: true, TestKeyKind.EcP256, revocationServer: Server.Address);
        _authority.RevocationSources = sources;
        Server.Authority = _authority;
        Signer = _authority.Issue(new() { KeyKind = signerKey });
        Stamper = _authority.IssueTimestamping(CertificateOptions.ForTimestamping with { KeyKind = TestKeyKind.EcP256 });
        _trust = TrustStore.FromCertificates([_authority.Root]);
    }

    public static DateTimeOffset Now { get; } = DateTimeOffset.UtcNow;

    /// <summary>When the file was stamped.</summary>
    public static DateTimeOffset Stamped { get; } = Now.AddDays(-10);

    public static DateTimeOffset BeforeStamp { get; } = Stamped.AddDays(-2);

    public static DateTimeOffset AfterStamp { get; } = Stamped.AddDays(2);

    public RevocationServer Server { get; }

    public TestCertificate Signer { get; }

    public TestCertificate Stamper { get; }

    public TestCertificate Intermediate => _authority.Issuer;

    public byte[] File { get; private set; } = [];

    public static async Task<RevocationBench> StartAsync(
        RevocationSources sources = RevocationSources.Lists, bool stamped = true, TestKeyKind signerKey = TestKeyKind.EcP256)
    {
        var bench = new RevocationBench(sources, signerKey);
        var image = await Samples.SignImageAsync(bench.Signer, Stamped, stamped, authority: bench.Stamper);
        bench.File = image.File;
        return bench;
    }

    public void Revoke(TestCertificate certificate, DateTimeOffset time, int? reason = null, DateTimeOffset? invalidityDate = null) =>
        Server.Revoked.Add(new RevokedCertificate(certificate.Certificate, time, reason, invalidityDate));

    public VerificationOptions Options(RevocationMode mode, TimeProvider? clock = null) => new()
    {
        SignerTrust = _trust,
        TimestampTrust = _trust,
        Clock = clock ?? TimeProvider.System,
        Revocation = new RevocationOptions
        {
            Mode = mode,
            CacheFolder = _cache.File("revocation"),
            DownloadTimeout = TimeSpan.FromSeconds(30),
        },
    };

    /// <summary>Verifies with a verifier that has seen nothing yet: only the cache on disk is the same each time.</summary>
    public Task<VerificationResult> VerifyAsync(RevocationMode mode, TimeProvider? clock = null) => VerifyAsync(Options(mode, clock));

    public async Task<VerificationResult> VerifyAsync(VerificationOptions options, ArtifactVerifier? verifier = null)
    {
        using var stream = new MemoryStream(File);
        return await (verifier ?? new ArtifactVerifier()).VerifyAsync(stream, options, CancellationToken.None);
    }

    public string CacheFile(string pattern) => Directory.EnumerateFiles(_cache.File("revocation"), pattern).First();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Signer.Dispose();
        Stamper.Dispose();
        _authority.Dispose();
        _cache.Dispose();
    }
}
