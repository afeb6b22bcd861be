using System.Net.Http.Headers;
using CodeSign.Cms;
using CodeSign.Testing;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Tsp;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Math;

namespace CodeSign.Core.Tests.Verification;

/// <summary>Timestamp tokens from the tests' own server and from OpenSSL's.</summary>
internal static class Tokens
{
    /// <summary>The nonce of all requests.</summary>
    public static readonly byte[] Nonce = [0x11, 0x22, 0x33, 0x44, 0x55];

    private static readonly HttpClient Client = new();

    /// <summary>A token over some bytes, with a fault if wanted.</summary>
    public static async Task<byte[]> AskAsync(
        ReadOnlyMemory<byte> signature,
        TimestampFault fault = TimestampFault.None,
        DateTimeOffset? time = null,
        TestCertificate? certificate = null,
        DigestAlgorithm? imprint = null)
    {
        await using var server = new TimestampServer(certificate: certificate) { Fault = fault };
        if (time is { } fixedTime)
            server.Clock = new FixedClock(fixedTime);
        return await AskAsync(server.Address, signature, imprint);
    }

    /// <summary>A token over some bytes from the server at an address.</summary>
    public static async Task<byte[]> AskAsync(Uri server, ReadOnlyMemory<byte> signature, DigestAlgorithm? algorithm = null)
    {
        algorithm ??= DigestAlgorithm.Sha256;
        var imprint = new MessageImprint(
            new AlgorithmIdentifier(new DerObjectIdentifier(algorithm.Oid), DerNull.Instance), algorithm.Hash(signature.Span));
        var request = new TimeStampReq(imprint, null, new DerInteger(new BigInteger(1, Nonce)), DerBoolean.True, null);
        using var body = new ByteArrayContent(request.GetDerEncoded());
        body.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        using var reply = await Client.PostAsync(server, body);
        return TimeStampResp.GetInstance(await reply.Content.ReadAsByteArrayAsync()).TimeStampToken.GetDerEncoded();
    }
}
