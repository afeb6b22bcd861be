using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Cms;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Cms;

[TestClass]
public sealed class SignedDataBuilderTests
{
    private static readonly SignedDataStyle Plain = new(IncludeRoot: false, PreferSubjectKeyIdentifier: false, Oids.SpcTimestampToken);
    private static readonly SignedDataStyle Full = new(IncludeRoot: true, PreferSubjectKeyIdentifier: true, Oids.SignatureTimestampToken);

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(127)]
    [DataRow(128)]
    [DataRow(255)]
    [DataRow(256)]
    [DataRow(70_000)]
    public async Task OpenSSL_accepts_content_of_every_length(int length)
    {
        var text = RandomNumberGenerator.GetBytes(length);
        foreach (var style in (SignedDataStyle[])[Plain, Full])
        {
            TestCertificate[] certificates = [TestIdentities.CodeSigning, TestIdentities.CodeSigningEc, TestIdentities.SelfSigned];
            foreach (var certificate in certificates)
                await VerifyAsync(await SignAsync(Octets(text, style), certificate), text, certificate.Chain[^1]);
        }
    }

    [TestMethod]
    [DataRow("SHA256", 100)]
    [DataRow("SHA256", 200)]
    [DataRow("SHA384", 300)]
    [DataRow("SHA512", 70_000)]
    public async Task The_digest_of_a_sequence_leaves_out_tag_and_length(string digest, int length)
    {
        var algorithm = DigestAlgorithm.FromName(digest)!;
        var inner = DerWriter.Wrap(0x04, RandomNumberGenerator.GetBytes(length));
        var content = Octets([], Plain) with
        {
            ContentType = Oids.SpcIndirectData,
            EncodedContent = DerWriter.Wrap(DerWriter.Sequence, inner),
            ContentOctets = inner,
            Digest = algorithm,
        };

        var parts = new SignedDataParts(await SignAsync(content, TestIdentities.CodeSigning));

        var messageDigest = parts.SignedAttributes[Oids.MessageDigest].Span[^algorithm.Size..];
        Assert.AreEqual(Convert.ToHexString(algorithm.Hash(inner)), Convert.ToHexString(messageDigest));
        using var key = TestIdentities.CodeSigning.Certificate.GetRSAPublicKey()!;
        Assert.IsTrue(key.VerifyData(parts.SignedAttributesEncoded, parts.Signature, algorithm.Name, RSASignaturePadding.Pkcs1));
    }

    [TestMethod]
    public async Task The_root_travels_only_where_the_style_asks_for_it()
    {
        var chain = TestIdentities.CodeSigning.Chain;
        AssertCertificates(new SignedDataParts(await SignAsync(Octets([], Plain), TestIdentities.CodeSigning)), [.. chain.SkipLast(1)]);
        AssertCertificates(new SignedDataParts(await SignAsync(Octets([], Full), TestIdentities.CodeSigning)), [.. chain]);
        var selfSigned = TestIdentities.SelfSigned;
        AssertCertificates(new SignedDataParts(await SignAsync(Octets([], Plain), selfSigned)), [.. selfSigned.Chain]);
    }

    [TestMethod]
    public async Task The_signer_is_named_by_its_key_identifier_only_where_there_is_one()
    {
        using var without = TestIdentities.Authority.Issue(new() { SubjectKeyIdentifier = false });

        var named = new SignedDataParts(await SignAsync(Octets([], Full), TestIdentities.CodeSigning));
        var numbered = new SignedDataParts(await SignAsync(Octets([], Full), without));

        Assert.AreEqual((3, 3, (byte)0x80), (named.Version, named.SignerVersion, named.SignerIdentifier.Span[0]));
        Assert.AreEqual((1, 1, (byte)0x30), (numbered.Version, numbered.SignerVersion, numbered.SignerIdentifier.Span[0]));
    }

    [TestMethod]
    public async Task A_timestamp_is_tried_again_without_a_second_signature()
    {
        using var signer = TestIdentities.CodeSigning.CreateIdentity();
        await using var timestamps = new TestTimestamps();
        var signature = await SignedDataBuilder.SignAsync(Octets("text"u8.ToArray(), Full), signer, TestContext.CancellationToken);

        timestamps.Server.FailNext(TimestampFault.GrantedWithoutToken);
        await Assert.ThrowsAsync<Exception>(async () => await signature.TimestampAsync(timestamps, TestContext.CancellationToken));
        var token = await signature.TimestampAsync(timestamps, TestContext.CancellationToken);

        Assert.AreEqual(1, ((CountingSigningKey)signer.Key).Count);
        var (with, without) = (signature.Encode(token), signature.Encode());
        await VerifyAsync(with, "text"u8.ToArray(), TestIdentities.Authority.Root);
        await VerifyAsync(without, "text"u8.ToArray(), TestIdentities.Authority.Root);
        CollectionAssert.AreEqual(new SignedDataParts(without).Signature, signature.Value.ToArray());
        Assert.IsEmpty(new SignedDataParts(without).UnsignedAttributes);
        CollectionAssert.AreEqual((string[])[Oids.SignatureTimestampToken], new SignedDataParts(with).UnsignedAttributes.Keys);
    }

    [TestMethod]
    public async Task A_token_gets_the_certificates_that_it_lacks_and_nothing_else_in_it_changes()
    {
        using var signer = TestIdentities.CodeSigning.CreateIdentity();
        await using var timestamps = new TestTimestamps();
        var signature = await SignedDataBuilder.SignAsync(Octets([], Full), signer, TestContext.CancellationToken);
        var token = await signature.TimestampAsync(timestamps, TestContext.CancellationToken);
        var root = TestIdentities.Authority.Root.RawData;
        Assert.IsLessThan(0, token.Encoded.Span.IndexOf(root), "The server leaves the root out, or this test shows nothing.");

        var completed = TimestampTokenCertificates.Complete(token);

        await OpenSsl.VerifyTimestampAsync(completed, signature.Value, TestIdentities.Authority.RootPem);
        var (before, after) = (new SignedDataParts(token.Encoded), new SignedDataParts(completed));
        AssertCertificates(after, [.. TestIdentities.Timestamping.Chain]);
        Assert.AreEqual(before.Outline(), after.Outline());
        CollectionAssert.AreEqual(before.Signature, after.Signature);
        CollectionAssert.AreEqual(before.EncapsulatedContent.ToArray(), after.EncapsulatedContent.ToArray());
        CollectionAssert.AreEqual(completed, TimestampTokenCertificates.Complete(token with { Encoded = completed }), "It is complete now.");
        Assert.IsGreaterThan(0, signature.Encode(token).AsSpan().IndexOf(completed.AsSpan()));
    }

    [TestMethod]
    public async Task A_token_goes_into_Authenticode_as_it_came()
    {
        using var signer = TestIdentities.CodeSigning.CreateIdentity();
        await using var timestamps = new TestTimestamps();
        var signature = await SignedDataBuilder.SignAsync(Octets([], Plain), signer, TestContext.CancellationToken);
        var token = await signature.TimestampAsync(timestamps, TestContext.CancellationToken);
        var attribute = new SignedDataParts(signature.Encode(token)).UnsignedAttributes[Oids.SpcTimestampToken];
        Assert.IsTrue(attribute.Span[4..].SequenceEqual(token.Encoded.Span));
    }

    private static SignedContent Octets(byte[] octets, SignedDataStyle style) => new()
    {
        ContentType = Oids.Data,
        EncodedContent = DerWriter.Wrap(0x04, octets),
        ContentOctets = octets,
        SignedAttributes = [],
        Digest = DigestAlgorithm.Sha256,
        Style = style,
    };

    private static async Task<byte[]> SignAsync(SignedContent content, TestCertificate certificate)
    {
        using var signer = certificate.CreateIdentity();
        return (await SignedDataBuilder.SignAsync(content, signer, CancellationToken.None)).Encode();
    }

    private static async Task VerifyAsync(byte[] signedData, byte[] content, X509Certificate2 root)
    {
        using var folder = new TemporaryFolder();
        var output = folder.File("content");
        (await OpenSsl.RunAsync(
        [
            "cms", "-verify", "-binary", "-inform", "DER", "-purpose", "any", "-out", output,
            "-in", folder.Write("signature.p7s", signedData),
            "-CAfile", folder.Write("roots.pem", root.ExportCertificatePem()),
        ])).EnsureSuccess();
        CollectionAssert.AreEqual(content, await File.ReadAllBytesAsync(output));
    }

    private static void AssertCertificates(SignedDataParts parts, X509Certificate2[] expected) => CollectionAssert.AreEquivalent(
        expected.Select(c => Convert.ToHexString(c.RawData)).ToArray(), parts.Certificates.Select(Convert.ToHexString).ToArray());
}
