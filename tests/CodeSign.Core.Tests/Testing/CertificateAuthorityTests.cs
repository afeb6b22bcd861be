using CodeSign.Testing;

namespace CodeSign.Core.Tests.Testing;

[TestClass]
public sealed class CertificateAuthorityTests
{
    [TestMethod]
    [DataRow(TestKeyKind.Rsa2048, "BEGIN RSA PRIVATE KEY")]
    [DataRow(TestKeyKind.EcP256, "BEGIN EC PRIVATE KEY")]
    [DataRow(TestKeyKind.EcP521, "BEGIN EC PRIVATE KEY")]
    public async Task OpenSSL_reads_every_form_of_a_key(TestKeyKind kind, string traditional)
    {
        using var folder = new TemporaryFolder();
        using var certificate = TestIdentities.Authority.Issue(new() { KeyKind = kind });
        Assert.StartsWith($"-----{traditional}-----", certificate.TraditionalKeyPem());
        foreach (var pem in new[] { certificate.TraditionalKeyPem(), certificate.Pkcs8Pem(), certificate.EncryptedPkcs8Pem("secret") })
            (await OpenSsl.RunAsync(["pkey", "-in", folder.Write("key.pem", pem), "-passin", "pass:secret", "-noout"])).EnsureSuccess();

        var pfx = certificate.WritePfx(folder.File("key.pfx"), "secret");
        var shown = (await OpenSsl.RunAsync(["pkcs12", "-in", pfx, "-passin", "pass:secret", "-nokeys"])).EnsureSuccess().Output;
        Assert.HasCount(4, shown.Split("BEGIN CERTIFICATE"), "Leaf, intermediate and root.");
    }

    [TestMethod]
    public async Task OpenSSL_verifies_a_chain_through_the_intermediate()
    {
        using var folder = new TemporaryFolder();
        var leaf = TestIdentities.CodeSigning;
        var roots = TestIdentities.Authority.WriteRoot(folder.File("root.pem"));
        var chain = folder.Write("chain.pem", leaf.ChainPem());
        (await OpenSsl.RunAsync(["verify", "-x509_strict", "-CAfile", roots, "-untrusted", chain, chain])).EnsureSuccess();
    }
}
