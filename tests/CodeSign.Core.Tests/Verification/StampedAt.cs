using System.Security.Cryptography.X509Certificates;
using CodeSign.Cms;
using CodeSign.Testing;
using CodeSign.Timestamping;

namespace CodeSign.Core.Tests.Verification;

/// <summary>A timestamp authority whose clock shows a given time, or the real one.</summary>
internal sealed class StampedAt(DateTimeOffset? time = null, TestCertificate? authority = null) : ITimestampAuthority
{
    public async ValueTask<TimestampToken> TimestampAsync(
        ReadOnlyMemory<byte> signature, DigestAlgorithm algorithm, X509Certificate2 signer, CancellationToken cancellationToken) => new()
        {
            Encoded = await Tokens.AskAsync(signature, time: time, certificate: authority, imprint: algorithm),
            GenTime = time ?? DateTimeOffset.UtcNow,
            Accuracy = TimeSpan.FromSeconds(1),
            SerialNumber = "01",
            Policy = TimestampServer.DefaultPolicy,
            Chain = (authority ?? TestIdentities.Timestamping).Chain,
            Server = "http://127.0.0.1/",
        };
}
