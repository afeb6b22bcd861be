using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Diagnostics;
using CodeSign.Keys;
using CodeSign.Keys.Certificates;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Keys;

[TestClass]
public sealed class CertificateChainCompletionTests
{
    private static readonly IReadOnlyList<X509Certificate2> Chain = TestIdentities.CodeSigning.Chain;

    [TestMethod]
    public void Certificates_in_any_order_become_a_chain()
    {
        X509Certificate2[] given =
            [Chain[2], TestIdentities.SelfSigned.Certificate, Chain[1], TestIdentities.Stranger.Root, Chain[0], TestIdentities.CodeSigningEc.Certificate];

        var chain = Complete(Chain[0], given);

        Assert.IsTrue(chain.SequenceEqual(Chain));
    }

    [TestMethod]
    public void A_self_signed_certificate_is_its_own_chain() =>
        Assert.AreEqual(TestIdentities.SelfSigned.Certificate, Complete(TestIdentities.SelfSigned.Certificate, []).Single());

    [TestMethod]
    public void A_root_that_is_known_is_copied()
    {
        var chain = Complete(Chain[0], [Chain[1]], Chain[2]);

        Assert.AreEqual(Chain[2], chain[2]);
        Assert.AreNotSame(Chain[2], chain[2]);
        chain[2].Dispose();
    }

    [TestMethod]
    public void A_missing_intermediate_is_named()
    {
        var refusal = Assert.ThrowsExactly<CodeSignException>(() => Complete(Chain[0], [], Chain[2]));

        Assert.AreEqual("CSB1012", refusal.Diagnostic.Descriptor.Code);
        Assert.Contains(Chain[1].Subject, refusal.Diagnostic.Cause);
        Assert.Contains("CodeSignCertificate", refusal.Diagnostic.Fix);
    }

    [TestMethod]
    public void A_missing_root_is_named()
    {
        var refusal = Assert.ThrowsExactly<CodeSignException>(() => Complete(Chain[0], [Chain[1]]));

        Assert.AreEqual("CSB1012", refusal.Diagnostic.Descriptor.Code);
        Assert.Contains($"The issuer of the certificate '{Chain[1].Subject}'", refusal.Diagnostic.Cause);
    }

    [TestMethod]
    public void An_issuer_of_the_same_name_with_another_key_is_not_taken()
    {
        using var impostor = CertificateAuthority.Create(withIntermediate: true);
        Assert.AreEqual(Chain[1].Subject, impostor.Issuer.Certificate.Subject);

        Assert.ThrowsExactly<CodeSignException>(() => Complete(Chain[0], [impostor.Issuer.Certificate, impostor.Root]));
        var chain = Complete(Chain[0], [impostor.Root, impostor.Issuer.Certificate, Chain[1], Chain[2]]);
        Assert.IsTrue(chain.SequenceEqual(Chain));
    }

    [TestMethod]
    public void A_certificate_that_is_no_authority_issues_nothing()
    {
        using var key = RSA.Create(2048);
        using var notAnAuthority = Issue("CN=Not an authority", key, null, key, authority: false);
        using var leaf = Issue("CN=Leaf", RSA.Create(2048), notAnAuthority, key, authority: false);

        Assert.ThrowsExactly<CodeSignException>(() => Complete(leaf, [notAnAuthority]));
    }

    [TestMethod]
    public void Where_an_issuer_has_several_certificates_one_that_is_valid_and_leads_to_a_root_is_taken()
    {
        using var rootKey = RSA.Create(2048);
        using var key = RSA.Create(2048);
        using var lostKey = RSA.Create(2048);
        using var root = Issue("CN=Root", rootKey, null, rootKey);
        using var lostRoot = Issue("CN=Lost root", lostKey, null, lostKey);
        using var expired = Issue("CN=Intermediate", key, root, rootKey, end: DateTimeOffset.UtcNow.AddDays(-1));
        using var crossSigned = Issue("CN=Intermediate", key, lostRoot, lostKey, end: DateTimeOffset.UtcNow.AddYears(3));
        using var intermediate = Issue("CN=Intermediate", key, root, rootKey);
        using var leaf = Issue("CN=Leaf", RSA.Create(2048), intermediate, key, authority: false);

        var chain = Complete(leaf, [expired, crossSigned, intermediate, root]);

        Assert.IsTrue(chain.SequenceEqual([leaf, intermediate, root]));
    }

    [TestMethod]
    public void A_ring_of_issuers_comes_to_an_end()
    {
        using var one = RSA.Create(2048);
        using var two = RSA.Create(2048);
        using var first = Issue("CN=One", one, null, one);
        using var second = Issue("CN=Two", two, null, two);
        using var oneByTwo = Issue("CN=One", one, second, two);
        using var twoByOne = Issue("CN=Two", two, first, one);
        using var leaf = Issue("CN=Leaf", RSA.Create(2048), oneByTwo, one, authority: false);

        Assert.ThrowsExactly<CodeSignException>(() => Complete(leaf, [oneByTwo, twoByOne]));
    }

    [TestMethod]
    public async Task A_root_of_ones_own_is_found_in_the_file_of_trusted_roots()
    {
        using var folder = new KeyFolder();
        folder.Known.Clear();
        folder.Write("key.pem", TestIdentities.CodeSigning.Pkcs8Pem() + TestIdentities.CodeSigning.ChainPem());
        await folder.RefusalAsync("key.pem", KeyDiagnostics.ChainIncomplete);

        folder.Write("roots.pem", TestIdentities.Stranger.RootPem + TestIdentities.Authority.RootPem);
        folder.Options = folder.Options with { TrustedRootFiles = ["roots.pem"] };
        using var identity = await folder.OpenAsync("key.pem");
        Assert.AreEqual(TestIdentities.Authority.Root, identity.Chain[2]);
    }

    [TestMethod]
    [DataRow("1.2.840.113549.1.1.10", DisplayName = "RSASSA-PSS")]
    public void A_certificate_signed_with_PSS_is_followed(string oid)
    {
        using var key = RSA.Create(2048);
        using var root = Issue("CN=Root", key, null, key, padding: RSASignaturePadding.Pss);
        using var leaf = Issue("CN=Leaf", RSA.Create(2048), root, key, authority: false, padding: RSASignaturePadding.Pss);

        Assert.AreEqual(oid, leaf.SignatureAlgorithm.Value);
        Assert.HasCount(2, Complete(leaf, [root]));
    }

    private static IReadOnlyList<X509Certificate2> Complete(
        X509Certificate2 leaf, IReadOnlyList<X509Certificate2> given, params X509Certificate2[] known) =>
        CertificateChainCompletion.Complete(
            leaf,
            given,
            subject => [.. known.Where(r => subject.Span.SequenceEqual(r.SubjectName.RawData))],
            DateTimeOffset.UtcNow,
            "key.pem");

    private static X509Certificate2 Issue(
        string name, RSA key, X509Certificate2? issuer, RSA issuerKey, bool authority = true, DateTimeOffset? end = null, RSASignaturePadding? padding = null)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (authority)
            request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority());

        return request.Create(
            issuer?.SubjectName ?? request.SubjectName,
            X509SignatureGenerator.CreateForRSA(issuerKey, padding ?? RSASignaturePadding.Pkcs1),
            DateTimeOffset.UtcNow.AddDays(-10),
            end ?? DateTimeOffset.UtcNow.AddDays(10),
            RandomNumberGenerator.GetBytes(8).Prepend((byte)1).ToArray());
    }
}
