using System.Security.Cryptography.X509Certificates;
using CodeSign.Cms;
using CodeSign.Testing;
using CodeSign.Timestamping;

namespace CodeSign.Core.Tests.Signing;

/// <summary>Gives out a token that is none, when the test lets it: what the engine does meanwhile is the matter here.</summary>
internal sealed class FakeTimestamps : ITimestampAuthority
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>What happens at a request, by its number from 1.</summary>
    public Func<int, CancellationToken, Task> OnRequest { get; set; } = (_, _) => Task.CompletedTask;

    public async ValueTask<TimestampToken> TimestampAsync(
        ReadOnlyMemory<byte> signature, DigestAlgorithm algorithm, X509Certificate2 signer, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _count);
        await OnRequest(number, cancellationToken);
        return new TimestampToken
        {
            Encoded = new byte[] { 0x30, 0x00 },
            GenTime = new DateTimeOffset(2025, 3, 4, 5, 6, 7, TimeSpan.Zero),
            Accuracy = TimeSpan.FromSeconds(1),
            SerialNumber = "0A1B",
            Policy = "2.999.1",
            Chain = TestIdentities.Timestamping.Chain,
            Server = "http://timestamp.example/",
            FailedAttempts = [new TimestampAttempt("http://first.example/", new DateTimeOffset(2025, 3, 4, 5, 6, 6, TimeSpan.Zero), "status 500")],
        };
    }
}
