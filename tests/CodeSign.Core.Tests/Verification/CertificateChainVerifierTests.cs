using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Diagnostics;
using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Verification;

[TestClass]
public sealed class CertificateChainVerifierTests
{
    private static readonly TrustStore Trust = TrustStore.FromCertificates([TestIdentities.Authority.Root]);
    private readonly CertificateChainVerifier _verifier = new();

    [TestMethod]
    [DataRow(TestKeyKind.Rsa2048)]
    [DataRow(TestKeyKind.EcP256)]
    [DataRow(TestKeyKind.EcP384)]
    [DataRow(TestKeyKind.EcP521)]
    public void A_chain_to_a_trusted_root_is_trusted_and_given_in_order(TestKeyKind kind)
    {
        using var leaf = TestIdentities.Authority.Issue(new() { KeyKind = kind });
        var path = Verify(leaf);
        AssertTrusted(path);
        CollectionAssert.AreEqual(leaf.Chain.Select(c => c.Thumbprint).ToList(), path.Certificates.Select(c => c.Thumbprint).ToList());
    }

    [TestMethod]
    public void The_root_need_not_come_along_and_strangers_do_no_harm()
    {
        var leaf = TestIdentities.CodeSigning;
        AssertTrusted(_verifier.Verify(leaf.Certificate, [leaf.Chain[1]], Requirements()));
        X509Certificate2[] more = [TestIdentities.Stranger.Root, leaf.Chain[1], TestIdentities.SelfSigned.Certificate];
        AssertTrusted(_verifier.Verify(leaf.Certificate, more, Requirements()));
    }

    [TestMethod]
    public void A_self_signed_certificate_is_trusted_where_it_is_a_root()
    {
        var leaf = TestIdentities.SelfSigned;
        AssertTrusted(_verifier.Verify(leaf.Certificate, [], Requirements(TrustStore.FromCertificates([leaf.Certificate]))));
        AssertFinding(_verifier.Verify(leaf.Certificate, [], Requirements()), FindingKind.UntrustedRoot);
    }

    [TestMethod]
    public void A_root_that_comes_along_is_not_trusted_for_that()
    {
        using var leaf = TestIdentities.Stranger.Issue(new() { Key = TestIdentities.CodeSigning.Key });
        AssertFinding(_verifier.Verify(leaf.Certificate, [TestIdentities.Stranger.Root], Requirements()), FindingKind.UntrustedRoot);
    }

    [TestMethod]
    public void A_root_with_the_name_of_a_trusted_one_is_not_trusted()
    {
        using var impostor = CertificateAuthority.Create("CodeSign Test Root");
        using var leaf = impostor.Issue();
        Assert.IsFalse(_verifier.Verify(leaf.Certificate, [impostor.Root], Requirements()).IsTrusted);
    }

    [TestMethod]
    public void A_missing_intermediate_is_named()
    {
        var path = _verifier.Verify(TestIdentities.CodeSigning.Certificate, [], Requirements());
        AssertFinding(path, FindingKind.UntrustedRoot);
        Assert.Contains("CodeSign Test Root Intermediate", path.Findings[0].Explanation);
    }

    [TestMethod]
    public void The_time_decides_again_and_again_though_chains_are_kept()
    {
        var leaf = TestIdentities.CodeSigning;
        for (var round = 0; round < 2; round++)
        {
            AssertTrusted(Verify(leaf));
            AssertFinding(Verify(leaf, DateTimeOffset.UtcNow.AddYears(2)), FindingKind.CertificateOutOfDate);
            AssertFinding(Verify(leaf, DateTimeOffset.UtcNow.AddYears(-1)), FindingKind.CertificateOutOfDate);
            AssertTrusted(Verify(leaf, DateTimeOffset.UtcNow.AddDays(364)));
        }
    }

    [TestMethod]
    public void An_outcome_for_one_trust_is_none_for_another()
    {
        var leaf = TestIdentities.CodeSigning;
        AssertTrusted(Verify(leaf));
        Assert.IsFalse(_verifier.Verify(leaf.Certificate, leaf.Chain, Requirements(TrustStore.Empty)).IsTrusted);
        Assert.IsFalse(_verifier.Verify(
            leaf.Certificate, leaf.Chain, new ChainRequirements(Trust, ChainRequirements.Timestamping, DateTimeOffset.UtcNow)).IsTrusted);
    }

    [TestMethod]
    public void Unfit_certificates_are_refused_with_the_reason()
    {
        var fit = new CertificateOptions { Key = TestIdentities.CodeSigning.Key };
        AssertUnfit(fit with { Key = null, KeyKind = TestKeyKind.Rsa1024 }, FindingKind.WeakKey);
        AssertUnfit(fit with { SignatureDigest = HashAlgorithmName.SHA1 }, FindingKind.WeakDigest);
        AssertUnfit(fit with { ExtendedKeyUsages = [] }, FindingKind.WrongCertificateUsage);
        AssertUnfit(fit with { ExtendedKeyUsages = [CertificateOptions.TimeStamping] }, FindingKind.WrongCertificateUsage);
        AssertUnfit(fit with { ExtendedKeyUsages = ["2.5.29.37.0"] }, FindingKind.WrongCertificateUsage);
        AssertUnfit(fit with { KeyUsage = X509KeyUsageFlags.KeyEncipherment }, FindingKind.WrongCertificateUsage);
    }

    [TestMethod]
    public void An_absent_key_usage_is_no_fault()
    {
        using var leaf = TestIdentities.Authority.Issue(new() { Key = TestIdentities.CodeSigning.Key, KeyUsage = null });
        AssertTrusted(Verify(leaf));
    }

    [TestMethod]
    public void A_leaf_can_not_issue_certificates()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Below a leaf", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(CertificateOptions.CodeSigning)], critical: false));
        var issuer = TestIdentities.CodeSigning;
        using var below = request.Create(
            issuer.Certificate.SubjectName,
            X509SignatureGenerator.CreateForRSA((RSA)issuer.Key, RSASignaturePadding.Pkcs1),
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1),
            [1, 2, 3]);
        Assert.IsFalse(_verifier.Verify(below, issuer.Chain, Requirements()).IsTrusted);
    }

    [TestMethod]
    public void Roots_are_read_from_a_PEM_file_with_text_around_them()
    {
        using var folder = new TemporaryFolder();
        var other = TestIdentities.Stranger.RootPem;
        var file = folder.Write("roots.pem", $"# Company roots\n{other}\nThe one below is ours.\r\n{TestIdentities.Authority.RootPem}");
        var trust = TrustStore.Empty.With(TrustStore.FromPemFile(file));
        AssertTrusted(_verifier.Verify(TestIdentities.CodeSigning.Certificate, TestIdentities.CodeSigning.Chain, Requirements(trust)));
    }

    [TestMethod]
    public void A_root_with_a_small_key_is_left_out_of_a_PEM_file()
    {
        using var folder = new TemporaryFolder();
        using var weak = CertificateAuthority.Create("Weak", keyKind: TestKeyKind.Rsa1024);
        using var leaf = weak.Issue(new() { Key = TestIdentities.CodeSigning.Key });
        var trust = TrustStore.FromPemFile(weak.WriteRoot(folder.File("roots.pem")));
        AssertFinding(_verifier.Verify(leaf.Certificate, leaf.Chain, Requirements(trust)), FindingKind.UntrustedRoot);
    }

    [TestMethod]
    public void A_file_that_is_missing_or_holds_no_root_is_refused()
    {
        using var folder = new TemporaryFolder();
        AssertUnreadable(() => TrustStore.FromPemFile(folder.File("missing.pem")));
        var file = folder.Write("roots.pem", "no roots here");
        AssertUnreadable(() => _verifier.Verify(
            TestIdentities.CodeSigning.Certificate, [], Requirements(TrustStore.FromPemFile(file))));
    }

    [TestMethod]
    public void A_file_whose_last_root_is_cut_off_is_refused()
    {
        using var folder = new TemporaryFolder();
        var whole = TestIdentities.Authority.RootPem + TestIdentities.Stranger.RootPem;
        var file = folder.Write("roots.pem", whole[..^40]);
        AssertUnreadable(() => _verifier.Verify(
            TestIdentities.CodeSigning.Certificate, [], Requirements(TrustStore.FromPemFile(file))));
    }

    private static void AssertUnreadable(Action action) =>
        Assert.AreEqual("CSB4002", Assert.ThrowsExactly<CodeSignException>(action).Diagnostic.Descriptor.Code);

    private void AssertUnfit(CertificateOptions options, FindingKind expected)
    {
        using var leaf = TestIdentities.Authority.Issue(options);
        AssertFinding(Verify(leaf), expected);
    }

    private CertificatePath Verify(TestCertificate leaf, DateTimeOffset? time = null) =>
        _verifier.Verify(leaf.Certificate, leaf.Chain, Requirements(time: time));

    private static ChainRequirements Requirements(TrustStore? trust = null, DateTimeOffset? time = null) =>
        new(trust ?? Trust, ChainRequirements.CodeSigning, time ?? DateTimeOffset.UtcNow);

    private static void AssertTrusted(CertificatePath path) => Assert.IsTrue(path.IsTrusted, string.Join('\n', path.Findings));

    private static void AssertFinding(CertificatePath path, FindingKind kind)
    {
        Assert.IsFalse(path.IsTrusted);
        Assert.IsTrue(path.Findings.Any(finding => finding.Kind == kind), string.Join('\n', path.Findings));
    }
}
