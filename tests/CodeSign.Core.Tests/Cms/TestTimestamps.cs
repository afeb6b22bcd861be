using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Cms;
using CodeSign.Testing;
using CodeSign.Timestamping;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Tsp;
using Org.BouncyCastle.Asn1.X509;

namespace CodeSign.Core.Tests.Cms;

/// <summary>Asks the tests' own timestamp server and believes it: what the writer does with a token is the matter here.</summary>
internal sealed class TestTimestamps : ITimestampAuthority, IAsyncDisposable
{
    private static readonly HttpClient Client = new();
    public TimestampServer Server { get; } = new();

    public async ValueTask<TimestampToken> TimestampAsync(
        ReadOnlyMemory<byte> signature, DigestAlgorithm algorithm, X509Certificate2 signer, CancellationToken cancellationToken)
    {
        var imprint = new MessageImprint(
            new AlgorithmIdentifier(new DerObjectIdentifier(algorithm.Oid), DerNull.Instance), algorithm.Hash(signature.Span));
        using var body = new ByteArrayContent(new TimeStampReq(imprint, null, null, DerBoolean.True, null).GetDerEncoded());
        body.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        using var reply = await Client.PostAsync(Server.Address, body, cancellationToken);
        var parsed = TimeStampResp.GetInstance(Asn1Object.FromByteArray(await reply.Content.ReadAsByteArrayAsync(cancellationToken)));
        return new TimestampToken
        {
            Encoded = parsed.TimeStampToken.GetDerEncoded(),
            GenTime = DateTimeOffset.UtcNow,
            Accuracy = TimeSpan.FromSeconds(1),
            SerialNumber = "01",
            Policy = TimestampServer.DefaultPolicy,
            Chain = TestIdentities.Timestamping.Chain,
            Server = Server.Address.ToString(),
        };
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
