using System.Formats.Asn1;
using CodeSign.Cms;
using CodeSign.Testing;
using CodeSign.Timestamping;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Timestamping;

[TestClass]
public sealed class TimestampReplyReaderTests
{
    private static readonly TimestampReplyReader Reader = new(new TimestampTokenVerifier(new CertificateChainVerifier()));
    private static readonly TrustStore Trust = TrustStore.FromCertificates([TestIdentities.Authority.Root]);

    private readonly byte[] _signature = new byte[256];

    [TestMethod]
    public void No_flipped_byte_of_a_reply_gives_another_token()
    {
        var (reply, requirements) = Reply();
        var good = Read(reply, requirements).Token;
        Assert.IsNotNull(good);
        List<int> accepted = [];
        for (var i = 0; i < reply.Length; i++)
        {
            var flipped = (byte[])reply.Clone();
            flipped[i] ^= 0x01;
            if (Read(flipped, requirements).Token is { } token)
            {
                accepted.Add(i);
                Assert.AreSequenceEqual(good.Encoded.ToArray(), token.Encoded.ToArray());
            }
        }

        // PKIStatus 1 instead of 0, 'granted with modifications', is a grant too.
        var status = reply.AsSpan().IndexOf((byte[])[2, 1, 0]) + 2;
        Assert.AreSequenceEqual([status], accepted);
    }

    [TestMethod]
    public void No_shortened_reply_is_accepted()
    {
        var (reply, requirements) = Reply();
        for (var length = 0; length < reply.Length; length++)
            Assert.AreEqual(AttemptKind.MayPass, Read(reply.AsMemory(0, length), requirements).Kind);
    }

    [TestMethod]
    public void Random_bytes_are_refused()
    {
        var (_, requirements) = Reply();
        var random = new Random(3161);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            if (bytes.Length > 2)
                (bytes[0], bytes[1]) = (0x30, (byte)(bytes.Length - 2));
            Assert.IsNull(Read(bytes, requirements).Token);
        }
    }

    [TestMethod]
    [DataRow(14, "the time source is not available", true)]
    [DataRow(25, "the server has a fault", true)]
    [DataRow(2, "the request is not permitted", false)]
    [DataRow(15, "the requested policy is not supported", false)]
    [DataRow(7, "failure 7", false)]
    public void A_refusal_is_put_in_words_and_on_one_line(int failure, string words, bool mayPass)
    {
        var result = Read(Refusal(failure, "No\r\nerror CSB9999: " + new string('x', 1000)), Reply().Requirements);
        Assert.AreEqual(mayPass ? AttemptKind.MayPass : AttemptKind.Final, result.Kind);
        Assert.StartsWith($"the request was rejected, {words} (\"No  error", result.Reason);
        Assert.DoesNotContain("\n", result.Reason);
        Assert.IsLessThan(400, result.Reason.Length);
    }

    private AttemptResult Read(ReadOnlyMemory<byte> reply, TimestampRequirements requirements) =>
        Reader.Read(new TransportResult(reply, null, null), _signature, requirements);

    private (byte[] Reply, TimestampRequirements Requirements) Reply()
    {
        var request = TimestampRequest.Create(DigestAlgorithm.Sha256.Hash(_signature), DigestAlgorithm.Sha256, policy: null);
        var reply = TimestampServer.MakeReply(request.Encoded);
        return (reply, new TimestampRequirements { Trust = Trust, Nonce = request.Nonce });
    }

    private static byte[] Refusal(int failure, string text)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteInteger(2);
            using (writer.PushSequence())
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, text);
            var bits = new byte[(failure / 8) + 1];
            bits[failure / 8] = (byte)(0x80 >> (failure % 8));
            writer.WriteBitString(bits, 7 - (failure % 8));
        }

        return writer.Encode();
    }
}
