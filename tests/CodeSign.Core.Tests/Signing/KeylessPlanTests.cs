using CodeSign.Formats;
using CodeSign.Formats.PortableExecutable;
using CodeSign.Keys;
using CodeSign.Keys.Certificates;
using CodeSign.Signing;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Signing;

/// <summary>Plans by those who don't hold the key: they decide what the key would, or say that they can't.</summary>
[TestClass]
public sealed class KeylessPlanTests
{
    private static readonly string Ours = CertificateSha256();
    private static readonly ExistingSignatureFacts SignedByUs = new(ExistingSignatureState.Untrusted, "CN=Us", Ours, null) { IsTimestamped = true };
    private static readonly ExistingSignatureFacts SignedByVendor = SignedByUs with { Subject = "CN=Vendor", CertificateSha256 = new string('1', 64) };

    [TestMethod]
    public async Task What_is_unsigned_is_planned_and_nobody_can_carry_it_out()
    {
        using var bench = new SigningBench();

        var file = (await PlanAsync(bench, new KeylessTerms("release.pfx", null, true))).Files.Single();

        Assert.AreEqual(PlannedAction.Sign, file.Action);
        Assert.ThrowsExactly<InvalidOperationException>(() => file.ToJob(bench.Folder.File("out.dll")));
    }

    [TestMethod]
    [DataRow(ExistingSignature.Refuse)]
    [DataRow(ExistingSignature.Append)]
    [DataRow(ExistingSignature.Replace)]
    public async Task Without_the_certificate_nobody_knows_whose_signature_ours_arrives_with(ExistingSignature policy)
    {
        using var bench = new SigningBench();
        bench.Inspector.OnInspect = _ => SignedByUs;

        var plan = await PlanAsync(bench, new KeylessTerms(null, null, true) { Existing = policy });

        Assert.IsFalse(plan.HasErrors);
        Assert.AreEqual(PlannedAction.Undecided, plan.Files.Single().Action);
        Assert.Contains("signed by CN=Us already", plan.Files.Single().Reason);
    }

    [TestMethod]
    public async Task With_the_certificate_it_decides_as_with_the_key()
    {
        using var bench = new SigningBench();
        var terms = new KeylessTerms("release.pfx", Ours, true);

        bench.Inspector.OnInspect = _ => SignedByUs;
        Assert.AreEqual(PlannedAction.AlreadySigned, (await PlanAsync(bench, terms)).Files.Single().Action);
        bench.Inspector.OnInspect = _ => SignedByUs with { IsTimestamped = false };
        Assert.AreEqual(PlannedAction.Sign, (await PlanAsync(bench, terms)).Files.Single().Action);
        bench.Inspector.OnInspect = _ => SignedByVendor;
        Assert.AreEqual("CSB2501", (await PlanAsync(bench, terms)).Diagnostics.Single().Descriptor.Code);
    }

    [TestMethod]
    public async Task What_we_have_signed_before_is_known_by_its_original()
    {
        using var bench = new SigningBench();
        bench.Inspector.OnInspect = _ => SignedByUs;
        var originals = new UnsignedOriginals(bench.Folder.Folder("originals"));
        var path = bench.Image("a.dll");
        await originals.KeepAsync(bench.Image("unsigned.dll", 1), FileDigest.Sha256(path, CancellationToken.None), CancellationToken.None);

        var plan = await PlanAsync(bench, new KeylessTerms(null, null, true), originals);

        Assert.AreEqual(PlannedAction.Sign, plan.Files.Single().Action);
    }

    [TestMethod]
    public void A_certificate_file_tells_the_signer_among_its_authorities_and_the_roots()
    {
        using var folder = new TemporaryFolder();
        var chain = TestIdentities.CodeSigning.Chain;
        var file = folder.Write("chain.pem", string.Join('\n', chain.Reverse().Select(certificate => certificate.ExportCertificatePem())));

        var signer = PublicSigner.Read(file);

        Assert.AreEqual(Ours, signer.CertificateSha256);
        CollectionAssert.AreEqual(chain[^1].RawData, signer.Roots.Single().RawData);
    }

    [TestMethod]
    public void A_certificate_file_with_authorities_alone_tells_no_signer()
    {
        using var folder = new TemporaryFolder();

        Assert.IsNull(PublicSigner.Read(folder.Write("roots.pem", TestIdentities.Authority.RootPem)).CertificateSha256);
    }

    [TestMethod]
    [DataRow("release.pfx", "release.pfx")]
    [DataRow("/home/me/keys/release.pfx", "release.pfx")]
    [DataRow(@"..\keys\release.pfx", "release.pfx")]
    [DataRow("dev:", "dev:")]
    [DataRow("pkcs11:token=T;object=O?module-path=/usr/lib/p11.so", "pkcs11:token=T;object=O")]
    public void A_key_is_shown_without_folders_of_the_machine(string reference, string shown) =>
        Assert.AreEqual(shown, KeyReference.Parse(reference).ShortName);

    private static Task<SigningPlan> PlanAsync(SigningBench bench, SigningTerms terms, IUnsignedOriginals? originals = null) => SigningPlan.CreateAsync(
        [new Candidate { Path = bench.Image("a.dll"), TargetPath = "lib/a.dll", Origin = FileOrigin.Own }],
        new SigningPlanOptions
        {
            Formats = [new PortableExecutableFormat()],
            Profile = terms,
            Inspector = bench.Inspector,
            Originals = originals,
        },
        CancellationToken.None);

    private static string CertificateSha256() =>
        Convert.ToHexStringLower(TestIdentities.CodeSigning.Certificate.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256));
}
