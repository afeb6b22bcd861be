using System.Security.Cryptography;
using CodeSign.Core.Tests.Formats;
using CodeSign.Formats;
using CodeSign.Manifests;
using CodeSign.Signing;
using CodeSign.Testing;
using CodeSign.Verification;
using CodeSign.Verification.Policies;

namespace CodeSign.Core.Tests.Verification.Policies;

[TestClass]
public sealed class PolicyEvaluationTests
{
    private static readonly TestCertificate Signer = TestIdentities.CodeSigningEc;
    private static readonly string Root = Fingerprint(TestIdentities.Authority.Root.RawData);
    private static readonly string Certificate = Fingerprint(Signer.Certificate.RawData);
    private static readonly string Key = Fingerprint(Signer.Certificate.PublicKey.ExportSubjectPublicKeyInfo());
    private static readonly string Nobody = new('0', 64);
    private static readonly Lazy<Task<byte[]>> LazyFile = new(async () =>
        (await Samples.SignImageAsync(Signer, DateTimeOffset.UtcNow.AddDays(-10))).File);

    [TestMethod]
    public async Task Whoever_bears_all_marks_of_a_signer_in_the_list_is_accepted()
    {
        await AssertAcceptedAsync(Rule() with { Signers = [new() { Root = Root }] });
        await AssertAcceptedAsync(Rule() with { Signers = [new() { Certificate = Certificate.ToUpperInvariant() }] });
        await AssertAcceptedAsync(Rule() with { Signers = [new() { Key = Key }] });
        await AssertAcceptedAsync(Rule() with { Signers = [new() { Subject = Subject(("O", "CodeSign Tests"), ("2.5.4.6", "CH")) }] });
        await AssertAcceptedAsync(Rule() with { Signers = [new() { Certificate = Nobody }, new() { Root = Root, Key = Key }] });
        await AssertAcceptedAsync(Rule());
    }

    [TestMethod]
    public async Task A_signer_who_lacks_a_mark_is_refused_with_the_rules_name()
    {
        PolicySigner[] others =
        [
            new() { Root = Nobody }, new() { Certificate = Nobody }, new() { Key = Nobody }, new() { Key = Certificate },
            new() { Root = Root, Certificate = Nobody }, new() { Subject = Subject(("O", "codesign tests")) },
            new() { Subject = Subject(("O", "CodeSign Tests"), ("CN", "Someone")) }, new() { Root = Root, As = PolicySignatureKind.Author },
        ];
        foreach (var other in others)
        {
            var result = await VerifyAsync(Rule() with { Signers = [other] });
            AssertRefused(result, FindingKind.PolicySigner);
            Assert.AreEqual("the rule", result.Findings.Single(f => f.Kind == FindingKind.PolicySigner).Rule);
            Assert.AreEqual("signature 1", result.Findings.Single(f => f.Kind == FindingKind.PolicySigner).Place);
            Assert.IsNull(result.DecidingSignature);
        }
    }

    [TestMethod]
    public async Task A_policy_makes_nobody_trusted()
    {
        var options = Options(Rule() with { Signers = [new() { Certificate = Certificate }] }) with { SignerTrust = TrustStore.Empty };
        var result = await Verifying.VerifyAsync(await LazyFile.Value, options);
        Verifying.AssertVerdict(Verdict.Untrusted, result);
        Assert.IsFalse(result.IsAccepted);
    }

    [TestMethod]
    public async Task A_timestamp_is_demanded_unless_it_is_optional()
    {
        var unstamped = (await Samples.SignImageAsync(Signer, stamped: false)).File;
        AssertRefused(await Verifying.VerifyAsync(unstamped, Options(Rule())), FindingKind.PolicyTimestamp);
        var optional = await Verifying.VerifyAsync(unstamped, Options(Rule() with { Timestamp = PolicyRequirement.Optional }));
        Assert.IsTrue(optional.IsAccepted, Verifying.Describe(optional));
    }

    [TestMethod]
    public async Task Only_the_listed_timestamp_authorities_are_accepted()
    {
        var stamper = Fingerprint(TestIdentities.Timestamping.Certificate.RawData);
        await AssertAcceptedAsync(Rule() with { TimestampAuthorities = [new() { Certificate = stamper }] });
        AssertRefused(
            await VerifyAsync(Rule() with { TimestampAuthorities = [new() { Certificate = Nobody }] }), FindingKind.PolicyTimestamp);
    }

    [TestMethod]
    public async Task Digests_keys_and_ages_are_held_against_the_rule()
    {
        AssertRefused(await VerifyAsync(Rule() with { Digest = PolicyDigest.Sha384 }), FindingKind.PolicyStrength);
        AssertRefused(await VerifyAsync(Rule() with { CurveBits = 384 }), FindingKind.PolicyStrength);
        await AssertAcceptedAsync(Rule() with { RsaBits = 16384, CurveBits = 256 });
        await AssertAcceptedAsync(Rule() with { MaximumAgeDays = 11 });
        AssertRefused(await VerifyAsync(Rule() with { MaximumAgeDays = 9 }), FindingKind.PolicyAge);
    }

    [TestMethod]
    public async Task An_unsigned_file_is_refused_unless_the_rule_allows_it()
    {
        var required = await Verifying.VerifyAsync(Samples.UnsignedImage, Options(Rule()));
        Verifying.AssertVerdict(Verdict.Unsigned, required);
        Assert.IsFalse(required.IsAccepted);
        Assert.AreEqual(FindingKind.PolicyUnsigned, required.Policy!.Findings.Single().Kind);

        var optional = await Verifying.VerifyAsync(
            Samples.UnsignedImage, Options(Rule() with { Signature = PolicyRequirement.Optional }));
        Verifying.AssertVerdict(Verdict.Unsigned, optional);
        Assert.IsTrue(optional.IsAccepted);
    }

    [TestMethod]
    public async Task What_is_broken_is_refused_by_every_rule()
    {
        var broken = (byte[])(await LazyFile.Value).Clone();
        broken[0x210] ^= 1;
        var result = await Verifying.VerifyAsync(broken, Options(Rule() with { Signature = PolicyRequirement.Optional }));
        Verifying.AssertVerdict(Verdict.Invalid, result);
        Assert.IsFalse(result.IsAccepted);
    }

    [TestMethod]
    [DataRow("lib/net10.0/Contoso.dll", "first")]
    [DataRow("LIB/net10.0/contoso.DLL", "first")]
    [DataRow(@"lib\net10.0\Contoso.dll", "first")]
    [DataRow("./lib/net10.0/Contoso.dll", "first")]
    [DataRow("tools/Contoso.dll", "second")]
    [DataRow("a.nupkg!/lib/net10.0/Contoso.dll", "third")]
    [DataRow("other.txt", "last")]
    public async Task The_first_rule_whose_pattern_matches_decides(string path, string expected)
    {
        PolicyRule[] rules =
        [
            new() { Name = "first", Files = ["lib/**/*.dll"] },
            new() { Name = "third", Files = ["*.nupkg!/lib/**"] },
            new() { Name = "second", Files = ["Contoso.*"] },
            new() { Name = "last", Files = ["**"] },
        ];
        var options = Verifying.Options with { Policy = new() { SchemaVersion = 1, Rules = rules }, Item = new() { Path = path } };
        Assert.AreEqual(expected, (await Verifying.VerifyAsync(await LazyFile.Value, options)).Policy!.Rule);
    }

    [TestMethod]
    public async Task What_no_rule_is_about_is_refused()
    {
        var options = Options(Rule() with { Files = ["*.exe"] });
        var result = await Verifying.VerifyAsync(await LazyFile.Value, options);
        AssertRefused(result, FindingKind.PolicyNoRule);
        Assert.IsNull(result.Policy!.Rule);
    }

    [TestMethod]
    public async Task Packages_are_matched_by_the_id_that_they_say()
    {
        var package = await Samples.SignPackageAsync();
        var id = (await Verifying.VerifyAsync(package, Options(Rule() with { Files = null, Packages = ["*"] }))).Policy!;
        Assert.IsTrue(id.IsAccepted);
        var samples = Options(Rule() with { Files = null, Packages = ["Sample*"] });
        var prefix = samples with { Item = new() { Path = "x.nupkg", PackageId = "sample.Lib" } };
        Assert.IsTrue((await Verifying.VerifyAsync(package, prefix)).IsAccepted);
        var other = prefix with { Item = new() { Path = "x.nupkg", PackageId = "Other.Sample" } };
        AssertRefused(await Verifying.VerifyAsync(package, other), FindingKind.PolicyNoRule);
    }

    [TestMethod]
    public async Task A_signer_can_be_accepted_as_author_alone()
    {
        var package = await Samples.SignPackageAsync();
        var rule = Rule() with { Packages = ["*"], Signers = [new() { Root = Root, As = PolicySignatureKind.Author }] };
        Assert.IsTrue((await Verifying.VerifyAsync(package, Options(rule))).IsAccepted);
        rule = rule with { Signers = [new() { Root = Root, As = PolicySignatureKind.Repository }] };
        AssertRefused(await Verifying.VerifyAsync(package, Options(rule)), FindingKind.PolicySigner);
    }

    [TestMethod]
    public async Task A_manifest_is_demanded_where_the_rule_says_so()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("sample.dll", await LazyFile.Value);
        folder.Write("broken.codesign.json", "{}");
        var options = Options(Rule() with { Manifest = PolicyRequirement.Required });
        var result = await Verifying.Verifier.VerifyAsync(path, options, CancellationToken.None);
        AssertRefused(result, FindingKind.PolicyManifest);
    }

    [TestMethod]
    public async Task A_manifest_that_lists_the_file_and_that_the_rules_signer_has_signed_is_enough()
    {
        using var folder = new TemporaryFolder();
        var content = await LazyFile.Value;
        var path = folder.Write("sample.dll", content);
        var manifest = folder.File("sample.codesign.json");
        await SignatureManifestFile.WriteAsync(Describing(content), manifest, CancellationToken.None);
        var options = Options(Rule() with { Manifest = PolicyRequirement.Required, Signers = [new() { Certificate = Certificate }] });
        AssertRefused(await Verifying.Verifier.VerifyAsync(path, options, CancellationToken.None), FindingKind.PolicyManifest);

        await FormatSigner.SignAsync(new SignatureFormats().Detached, manifest, manifest + ".p7s", Signer, new StampedAt(null));
        var result = await Verifying.Verifier.VerifyAsync(path, options, CancellationToken.None);
        Assert.IsTrue(result.IsAccepted, Verifying.Describe(result));
        await SignatureManifestFile.WriteAsync(Describing([.. content, 0]), manifest, CancellationToken.None);
        await FormatSigner.SignAsync(new SignatureFormats().Detached, manifest, manifest + ".p7s", Signer, new StampedAt(null));
        AssertRefused(await Verifying.Verifier.VerifyAsync(path, options, CancellationToken.None), FindingKind.PolicyManifest);
    }

    private static SignatureManifest Describing(byte[] content) => new()
    {
        SchemaVersion = SignatureManifest.CurrentSchemaVersion,
        Tool = new ManifestTool("CodeSign.Core.Tests", "1.0.0"),
        Created = DateTimeOffset.UnixEpoch,
        Development = false,
        Build = new BuildOrigin { System = "local" },
        Signers = [],
        Folder = new ManifestFolder { Id = "Sample", Version = "1.0.0", TargetFramework = "net10.0" },
        Files =
        [
            new ManifestFile
            {
                Path = "sample.dll",
                Format = "pe",
                Origin = ManifestFileOrigin.From(FileOrigin.Own),
                Action = ManifestFileAction.Signed,
                Reason = "this project's own output",
                Sha256Before = Nobody,
                Sha256 = Fingerprint(content),
            },
        ],
    };

    private static PolicyRule Rule() => new() { Name = "the rule", Files = ["**"] };

    private static VerificationOptions Options(PolicyRule rule) =>
        Verifying.Options with { Policy = new() { SchemaVersion = 1, Rules = [rule] }, Item = new() { Path = "sample.dll" } };

    private static async Task<VerificationResult> VerifyAsync(PolicyRule rule) =>
        await Verifying.VerifyAsync(await LazyFile.Value, Options(rule));

    private static async Task AssertAcceptedAsync(PolicyRule rule)
    {
        var result = await VerifyAsync(rule);
        Verifying.AssertVerdict(Verdict.Trusted, result);
        Assert.IsTrue(result.IsAccepted);
        Assert.AreEqual(rule.Name, result.Policy!.Rule);
        Assert.IsNotNull(result.DecidingSignature);
    }

    private static void AssertRefused(VerificationResult result, FindingKind kind)
    {
        Verifying.AssertVerdict(Verdict.Untrusted, result);
        Assert.IsFalse(result.IsAccepted);
        Assert.IsTrue(result.Findings.Any(finding => finding.Kind == kind), Verifying.Describe(result));
    }

    private static Dictionary<string, string> Subject(params (string Name, string Value)[] parts) =>
        parts.ToDictionary(part => part.Name, part => part.Value);

    private static string Fingerprint(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
