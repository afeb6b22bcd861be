using System.Security.Cryptography;
using CodeSign.Core.Tests.Formats.PortableExecutable;
using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Verification;

[TestClass]
public sealed class PortableExecutableVerificationTests
{
    private const string TimestampAttribute = "1.3.6.1.4.1.311.3.3.1";
    private const string NestedAttribute = "1.3.6.1.4.1.311.2.4.1";

    [TestMethod]
    [DataRow("sha256")]
    [DataRow("sha384")]
    [DataRow("sha512")]
    public async Task What_osslsigncode_signs_is_trusted(string digest)
    {
        var signed = await Samples.SignByOsslSigncodeAsync(digest: digest);
        var result = await Verifying.VerifyAsync(signed.File);

        Verifying.AssertVerdict(Verdict.Trusted, result);
        CollectionAssert.AreEqual(SHA256.HashData(signed.File), result.Sha256.ToArray());
        Assert.AreEqual(signed.File.Length, result.Length);
        Assert.AreEqual("pe", result.Format);
        var signature = result.Signatures.Single();
        Assert.AreEqual(digest.ToUpperInvariant(), signature.DigestAlgorithm);
        Assert.AreEqual(TestIdentities.CodeSigning.Certificate.Thumbprint, signature.Signer!.Thumbprint);
        Assert.AreEqual(TestIdentities.Authority.Root.Thumbprint, signature.Chain[^1].Thumbprint);
        Assert.AreEqual(TimestampServer.DefaultPolicy, signature.Timestamp!.Policy);
        Assert.IsFalse(result.Findings.Any(f => f.Severity > FindingSeverity.Information), Verifying.Describe(result));
    }

    [TestMethod]
    public async Task Description_and_address_are_read()
    {
        var signed = await Samples.SignByOsslSigncodeAsync(null, "sha256", "-n", "A sample", "-i", "https://example.org/sample");
        var signature = (await Verifying.VerifyAsync(signed.File)).Signatures.Single();
        Assert.AreEqual("A sample", signature.Description);
        Assert.AreEqual("https://example.org/sample", signature.DescriptionUrl);
    }

    [TestMethod]
    [DataRow(false, false)]
    [DataRow(true, false)]
    [DataRow(false, true)]
    public async Task What_we_sign_is_trusted_as_our_own(bool elliptic, bool plus)
    {
        var signer = elliptic ? TestIdentities.CodeSigningEc : TestIdentities.CodeSigning;
        for (var overlay = 0; overlay < 9; overlay++)
        {
            var image = new TestImage { Plus = plus, Overlay = overlay, HeaderOffset = 0x80 + overlay }.Build();
            var signed = await Samples.SignImageAsync(signer, image: image);
            var result = await Verifying.VerifyAsync(signed.File, Verifying.Own(signer));
            Verifying.AssertVerdict(Verdict.Trusted, result);
            Assert.AreEqual(0, result.Findings.Count, Verifying.Describe(result));
        }
    }

    [TestMethod]
    public async Task A_self_signed_signer_is_trusted_where_it_is_a_root()
    {
        var signer = TestIdentities.SelfSigned;
        var signed = await Samples.SignImageAsync(signer);
        var trust = TrustStore.FromCertificates([signer.Certificate]);
        await Verifying.AssertTrustedAsync(signed.File, Verifying.Own(signer) with { SignerTrust = trust });
        await Verifying.AssertFindingAsync(signed.File, Verdict.Untrusted, FindingKind.UntrustedRoot, Verifying.Own(signer));
    }

    [TestMethod]
    public async Task A_weak_primary_signature_does_not_hinder_a_strong_nested_one()
    {
        var result = await Verifying.VerifyAsync((await Samples.NestedImageAsync()).File);

        Verifying.AssertVerdict(Verdict.Trusted, result);
        Assert.AreEqual(SignatureState.Weak, result.Signatures[0].State);
        Assert.AreEqual(SignatureState.Trusted, result.Signatures[0].Nested.Single().State);
        Assert.AreEqual("signature 1, nested signature 1", result.DecidingSignature!.Place);
        Assert.IsTrue(result.Findings.Any(f => f is { Kind: FindingKind.WeakDigest, Severity: FindingSeverity.Weakness }));
    }

    [TestMethod]
    [DataRow("sha1")]
    [DataRow("md5")]
    public async Task A_weak_signature_alone_is_not_relied_on(string digest)
    {
        var signed = await Samples.SignByOsslSigncodeAsync(digest: digest);
        var result = await Verifying.VerifyAsync(signed.File);
        Verifying.AssertVerdict(Verdict.Untrusted, result);
        Assert.AreEqual(SignatureState.Weak, result.Signatures.Single().State);
    }

    [TestMethod]
    public async Task A_file_without_a_signature_is_unsigned()
    {
        await Verifying.AssertFindingAsync(Samples.UnsignedImage, Verdict.Unsigned, FindingKind.NoSignature);
        await Verifying.AssertFindingAsync(new TestImage { Directories = 4 }.Build(), Verdict.Unsigned, FindingKind.NoSignature);
        await Verifying.AssertFindingAsync("Just a text."u8.ToArray(), Verdict.Unsigned, FindingKind.UnknownFormat);
        await Verifying.AssertFindingAsync([], Verdict.Unsigned, FindingKind.UnknownFormat);
    }

    [TestMethod]
    public async Task Integrity_alone_asks_for_no_trust_and_gives_none()
    {
        var image = await Samples.ImageAsync();
        var result = await Verifying.VerifyAsync(image.File, VerificationOptions.Integrity);
        Verifying.AssertVerdict(Verdict.Untrusted, result);
        Assert.IsFalse(result.Findings.Any(f => f.Severity > FindingSeverity.Information), Verifying.Describe(result));

        var changed = (byte[])image.File.Clone();
        changed[TestImage.HeadersSize] ^= 1;
        await Verifying.AssertFindingAsync(changed, Verdict.Invalid, FindingKind.ContentDigestMismatch, VerificationOptions.Integrity);
        var token = await Tokens.AskAsync(new byte[8]);
        var foreign = image.WithMessage(m => SignedDataSurgery.MapUnsignedAttribute(m, TimestampAttribute, _ => token));
        await Verifying.AssertFindingAsync(foreign, Verdict.Invalid, FindingKind.ForeignTimestamp, VerificationOptions.Integrity);
    }

    [TestMethod]
    public async Task Another_signer_than_the_expected_one_is_not_trusted()
    {
        var signed = await Samples.SignImageAsync();
        await Verifying.AssertFindingAsync(
            signed.File, Verdict.Untrusted, FindingKind.UnexpectedSigner, Verifying.Own(TestIdentities.CodeSigningEc));
    }

    [TestMethod]
    public async Task The_expected_signer_may_be_a_nested_one()
    {
        var nested = await Samples.SignImageAsync(TestIdentities.CodeSigningEc);
        var image = await Samples.ImageAsync();
        var both = image.WithMessage(m => SignedDataSurgery.AddUnsignedAttribute(
            m, NestedAttribute, Org.BouncyCastle.Asn1.Asn1Object.FromByteArray(nested.Message)));
        var options = Verifying.Options with { RequireTimestamp = true };
        await Verifying.AssertTrustedAsync(both, options);
        var result = await Verifying.VerifyAsync(both, options);
        Assert.AreEqual(1, result.Signatures[0].Nested.Count);
    }

    [TestMethod]
    [DataRow(1 << 20)]
    [DataRow((3 << 20) + 5)]
    public async Task Large_files_are_read_piece_by_piece(int size)
    {
        var signed = await Samples.SignImageAsync(image: new TestImage { Overlay = size }.Build());
        var result = await Verifying.VerifyAsync(signed.File, Verifying.Own(TestIdentities.CodeSigning));
        Verifying.AssertVerdict(Verdict.Trusted, result);
        CollectionAssert.AreEqual(SHA256.HashData(signed.File), result.Sha256.ToArray());

        foreach (var offset in new[] { (1 << 20) - 1, 1 << 20, signed.TableOffset - 1 })
        {
            var changed = (byte[])signed.File.Clone();
            changed[offset] ^= 4;
            await Verifying.AssertFindingAsync(changed, Verdict.Invalid, FindingKind.ContentDigestMismatch);
        }
    }

    [TestMethod]
    public async Task The_assemblies_of_the_SDK_are_never_invalid()
    {
        var all = InstalledSdk.Files("*.dll");
        var step = Math.Max(1, all.Count / 150);
        foreach (var file in all.Where((_, index) => index % step == 0))
        {
            var result = await Verifying.Verifier.VerifyAsync(file, InstalledSdk.Options, CancellationToken.None);
            Assert.AreEqual(Verdict.Trusted, result.Verdict, $"{file}\n{Verifying.Describe(result)}");
        }
    }
}
