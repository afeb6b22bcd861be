using CodeSign.Cms;
using CodeSign.Core.Tests.Cms;
using CodeSign.Core.Tests.Signing;
using CodeSign.Core.Tests.Verification;
using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Formats.Detached;
using CodeSign.Signing;
using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Formats.Detached;

/// <summary>Signatures in files of their own, held against OpenSSL and the independent reader.</summary>
[TestClass]
public sealed class DetachedSigningTests
{
    private const string Script = "#!/bin/sh\necho installed\n";

    [TestMethod]
    [DataRow("rsa", "SHA256")]
    [DataRow("rsa", "SHA512")]
    [DataRow("ec", "SHA384")]
    [DataRow("self-signed", "SHA256")]
    public async Task OpenSsl_verifies_it_and_refuses_it_for_another_file(string key, string digest)
    {
        using var folder = new TemporaryFolder();
        await using var timestamps = new TestTimestamps();
        var certificate = key switch { "ec" => TestIdentities.CodeSigningEc, "rsa" => TestIdentities.CodeSigning, _ => TestIdentities.SelfSigned };
        var file = folder.Write("setup.sh", Script);
        await FormatSigner.SignAsync(
            new DetachedFormat(), file, file + ".p7s", certificate, timestamps, request => request with { Digest = DigestAlgorithm.FromName(digest)! });
        var roots = folder.Write("roots.pem", certificate.Chain[^1].ExportCertificatePem() + "\n");

        (await OpenSslAsync(file, file + ".p7s", roots)).EnsureSuccess();

        var other = folder.Write("other.sh", Script + " ");
        Assert.AreNotEqual(0, (await OpenSslAsync(other, file + ".p7s", roots)).ExitCode);
        Assert.AreEqual(Script, File.ReadAllText(file), "The file itself was changed.");
    }

    [TestMethod]
    public async Task It_holds_the_chain_without_its_root_the_certificates_identity_and_a_timestamp_and_no_content_and_no_time()
    {
        using var folder = new TemporaryFolder();
        await using var timestamps = new TestTimestamps();
        var file = folder.Write("setup.sh", Script);
        await FormatSigner.SignAsync(new DetachedFormat(), file, file + ".p7s", timestamps: timestamps);

        var parts = new SignedDataParts(File.ReadAllBytes(file + ".p7s"));

        Assert.AreEqual((1, 1), (parts.Version, parts.SignerVersion));
        CollectionAssert.AreEqual(DerWriter.Wrap(DerWriter.Sequence, DerWriter.Oid(Oids.Data)), parts.EncapsulatedContent.ToArray());
        Assert.HasCount(TestIdentities.CodeSigning.Chain.Count - 1, parts.Certificates);
        CollectionAssert.AreEquivalent(
            new[] { Oids.ContentType, Oids.MessageDigest, Oids.SigningCertificateV2 }, parts.SignedAttributes.Keys.ToArray());
        CollectionAssert.AreEqual(new[] { Oids.SignatureTimestampToken }, parts.UnsignedAttributes.Keys.ToArray());
    }

    [TestMethod]
    public async Task The_same_file_gives_the_same_signature_without_a_timestamp()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("setup.sh", Script);
        await FormatSigner.SignAsync(new DetachedFormat(), file, folder.File("1.p7s"));
        await FormatSigner.SignAsync(new DetachedFormat(), file, folder.File("2.p7s"));

        CollectionAssert.AreEqual(File.ReadAllBytes(folder.File("1.p7s")), File.ReadAllBytes(folder.File("2.p7s")));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("a program")]
    public async Task A_file_of_any_kind_is_signed(string content)
    {
        using var bench = new SigningBench();
        var file = content.Length == 0 ? bench.Folder.Write("empty", "") : bench.Image("a.dll");

        var signed = (await SignAsync(bench, file)).Single();

        Assert.AreEqual("detached", signed.Format);
        AssertTrusted(await VerifyAsync(file, file + ".p7s"));
    }

    [TestMethod]
    public async Task The_engine_verifies_it_before_it_is_moved_and_tells_the_facts()
    {
        using var bench = new SigningBench();
        var file = bench.Folder.Write("setup.sh", Script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);

        var signed = (await SignAsync(bench, file)).Single();

        Assert.IsTrue(signed.IsDetached);
        Assert.AreEqual(FileDigest.Sha256(file, CancellationToken.None), signed.SourceSha256);
        Assert.AreEqual(signed.SourceSha256, signed.ContentDigest);
        Assert.AreEqual(FileDigest.Sha256(file + ".p7s", CancellationToken.None), signed.Sha256);
        Assert.AreEqual(new FileInfo(file + ".p7s").Length, signed.Length);
        if (!OperatingSystem.IsWindows())
            Assert.AreEqual((UnixFileMode)0b110_100_100, File.GetUnixFileMode(file + ".p7s"), "A signature is no program.");
        bench.AssertNoLeftovers();
    }

    [TestMethod]
    public async Task A_key_that_is_not_the_certificates_is_found_out_and_no_signature_is_left()
    {
        using var bench = new SigningBench();
        using var stranger = System.Security.Cryptography.RSA.Create(2048);
        using var key = new CountingSigningKey(stranger);
        var file = bench.Folder.Write("setup.sh", Script);
        var profile = bench.Profile() with { Signer = TestIdentities.CodeSigning.CreateIdentity(key: key) };

        var failure = await Assert.ThrowsExactlyAsync<CodeSignException>(() => SignAsync(bench, file, profile));

        Assert.AreEqual("CSB4001", failure.Diagnostic.Descriptor.Code);
        Assert.IsFalse(File.Exists(file + ".p7s"));
        bench.AssertNoLeftovers();
    }

    [TestMethod]
    public async Task A_changed_file_and_no_byte_of_a_changed_signature_pass_verification()
    {
        using var folder = new TemporaryFolder();
        await using var timestamps = new TestTimestamps();
        var file = folder.Write("setup.sh", Script);
        var signature = folder.File("setup.sh.p7s");
        await FormatSigner.SignAsync(new DetachedFormat(), file, signature, timestamps: timestamps);
        var options = Verifying.Own(TestIdentities.CodeSigning);
        AssertTrusted(await VerifyAsync(file, signature, options));

        var changed = await VerifyAsync(folder.Write("changed", Script.Replace("installed", "owned")), signature, options);
        Assert.AreEqual(Verdict.Invalid, changed.Verdict);
        Assert.AreEqual(TestIdentities.CodeSigning.Certificate, changed.Signatures[0].Signer, "Whose it is can be told all the same.");

        var bytes = File.ReadAllBytes(signature);
        var flipped = folder.File("flipped.p7s");
        for (var index = 0; index < bytes.Length; index++)
        {
            bytes[index] ^= 0x04;
            File.WriteAllBytes(flipped, bytes);
            Assert.AreNotEqual(Verdict.Trusted, (await VerifyAsync(file, flipped, options)).Verdict, $"The byte at {index} counts for nothing.");
            bytes[index] ^= 0x04;
        }
    }

    [TestMethod]
    [DataRow("empty")]
    [DataRow("text")]
    [DataRow("cut off")]
    [DataRow("something behind it")]
    [DataRow("too large")]
    [DataRow("content inside")]
    public async Task What_is_no_detached_signature_is_invalid(string what)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("setup.sh", Script);
        var signature = folder.File("setup.sh.p7s");
        await FormatSigner.SignAsync(new DetachedFormat(), file, signature);
        var good = File.ReadAllBytes(signature);
        switch (what)
        {
            case "empty":
                File.WriteAllBytes(signature, []);
                break;
            case "text":
                File.WriteAllText(signature, "-----BEGIN PGP SIGNATURE-----");
                break;
            case "cut off":
                File.WriteAllBytes(signature, good[..^1]);
                break;
            case "something behind it":
                File.WriteAllBytes(signature, [.. good, 0]);
                break;
            case "too large":
                using (var large = File.OpenWrite(signature))
                    large.SetLength(100L << 20);
                break;
            default:
                await SignAttachedAsync(file, signature);
                break;
        }

        var result = await VerifyAsync(file, signature);

        Assert.AreEqual(Verdict.Invalid, result.Verdict, Verifying.Describe(result));
    }

    [TestMethod]
    public async Task Without_the_timestamp_that_is_demanded_or_by_another_signer_it_is_not_trusted()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("setup.sh", Script);
        await FormatSigner.SignAsync(new DetachedFormat(), file, file + ".p7s");

        AssertTrusted(await VerifyAsync(file, file + ".p7s"));
        Assert.AreEqual(Verdict.Untrusted, (await VerifyAsync(file, file + ".p7s", Verifying.Options with { RequireTimestamp = true })).Verdict);
        Assert.AreEqual(Verdict.Untrusted, (await VerifyAsync(file, file + ".p7s", Verifying.Options with { ExpectedSigner = TestIdentities.SelfSigned.Certificate })).Verdict);
        Assert.AreEqual(Verdict.Untrusted, (await VerifyAsync(file, file + ".p7s", new VerificationOptions())).Verdict);
    }

    [TestMethod]
    public async Task Signatures_that_OpenSsl_makes_are_read()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("setup.sh", Script);
        var key = folder.Write("key.pem", TestIdentities.CodeSigning.Pkcs8Pem());
        var signer = folder.Write("signer.pem", TestIdentities.CodeSigning.Certificate.ExportCertificatePem() + "\n");
        var issuer = folder.Write("issuer.pem", TestIdentities.CodeSigning.Chain[1].ExportCertificatePem() + "\n");
        (await OpenSsl.RunAsync(
            ["cms", "-sign", "-binary", "-outform", "DER", "-md", "sha256", "-in", file, "-out", file + ".p7s", "-signer", signer, "-inkey", key, "-certfile", issuer]))
            .EnsureSuccess();

        AssertTrusted(await VerifyAsync(file, file + ".p7s"));
    }

    private static async Task SignAttachedAsync(string file, string signature)
    {
        using var signer = TestIdentities.CodeSigning.CreateIdentity();
        var octets = File.ReadAllBytes(file);
        var content = new SignedContent
        {
            ContentType = Oids.Data,
            EncodedContent = DerWriter.Wrap(0x04, octets),
            ContentOctets = octets,
            SignedAttributes = [],
            Digest = DigestAlgorithm.Sha256,
            Style = new SignedDataStyle(false, false, Oids.SignatureTimestampToken),
        };
        File.WriteAllBytes(signature, (await SignedDataBuilder.SignAsync(content, signer, CancellationToken.None)).Encode());
    }

    private static Task<IReadOnlyList<SignedFile>> SignAsync(SigningBench bench, string file, SigningProfile? profile = null) =>
        new SigningEngine(new SigningEngineOptions
        {
            Formats = [new SignatureFormats().Detached],
            Inspector = new SignatureInspector(new ArtifactVerifier(), TrustStore.Empty, TrustStore.Empty),
            Log = bench.Log,
        }).SignAsync([new(file, file + ".p7s", profile ?? bench.Profile())], CancellationToken.None);

    private static Task<VerificationResult> VerifyAsync(string file, string signature, VerificationOptions? options = null) =>
        Verifying.Verifier.VerifyDetachedAsync(file, signature, options ?? Verifying.Options, CancellationToken.None);

    private static void AssertTrusted(VerificationResult result) => Verifying.AssertVerdict(Verdict.Trusted, result);

    private static Task<ProcessResult> OpenSslAsync(string file, string signature, string roots) => OpenSsl.RunAsync(
        ["cms", "-verify", "-binary", "-inform", "DER", "-content", file, "-in", signature, "-CAfile", roots, "-purpose", "any", "-out", file + ".out"]);
}
