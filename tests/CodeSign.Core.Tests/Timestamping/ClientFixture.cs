using System.Security.Cryptography;
using CodeSign.Cms;
using CodeSign.Testing;
using CodeSign.Timestamping;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Timestamping;

/// <summary>A client on a clock that skips the waits between retries, and something for it to have stamped.</summary>
internal sealed class ClientFixture : IDisposable
{
    private readonly byte[] _signature = RandomNumberGenerator.GetBytes(256);

    public ClientFixture(params Uri[] servers)
        : this(options => options, servers)
    {
    }

    public ClientFixture(Func<TimestampClientOptions, TimestampClientOptions> adjust, params Uri[] servers)
    {
        Client = new TimestampClient(
            adjust(new TimestampClientOptions
            {
                Servers = servers,
                Trust = TrustStore.FromCertificates([TestIdentities.Authority.Root]),
                Log = Log,
                Time = Clock,
                AttemptTimeout = TimeSpan.FromHours(1),
                MinimumAttemptTimeout = TimeSpan.FromHours(1),
                Retries = 4,
                RetryDelay = TimeSpan.FromSeconds(1),
                Budget = TimeSpan.FromMinutes(10),
            }),
            new TimestampTokenVerifier(new CertificateChainVerifier()));
    }

    public SkippingClock Clock { get; } = new(TimeSpan.FromMinutes(5));

    public RecordingLog Log { get; } = new();

    public TimestampClient Client { get; }

    public ReadOnlyMemory<byte> Signature => _signature;

    public Task<TimestampToken> AskAsync(DigestAlgorithm? algorithm = null, CancellationToken cancellationToken = default) => Client
        .TimestampAsync(_signature, algorithm ?? DigestAlgorithm.Sha256, TestIdentities.CodeSigning.Certificate, cancellationToken)
        .AsTask();

    public void Dispose() => Client.Dispose();
}
