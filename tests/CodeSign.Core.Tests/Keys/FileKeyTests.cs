using CodeSign.Keys;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Keys;

[TestClass]
public sealed class FileKeyTests
{
    [TestMethod]
    [DataRow("plain")]
    [DataRow("encrypted")]
    [DataRow("traditional")]
    public async Task A_PEM_file_with_key_and_chain_signs(string form)
    {
        using var folder = new KeyFolder().WithPassword();
        var signer = TestIdentities.CodeSigning;
        var key = form switch
        {
            "plain" => signer.Pkcs8Pem(),
            "encrypted" => signer.EncryptedPkcs8Pem(KeyFolder.Secret),
            _ => signer.TraditionalKeyPem(),
        };
        folder.Write("key.pem", key + signer.ChainPem(includeRoot: true));

        using var identity = await folder.OpenAsync("key.pem");

        Assert.HasCount(3, identity.Chain);
        Assert.AreEqual(signer.Certificate, identity.Certificate);
        Assert.AreEqual(KeyKind.File, identity.Kind);
        Assert.IsEmpty(folder.Log.Diagnostics);
        await Signatures.RequireWorkingAsync(identity);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_PKCS12_file_signs_and_its_root_is_found_where_it_has_none(bool includeRoot)
    {
        using var folder = new KeyFolder().WithPassword();
        TestIdentities.CodeSigning.WritePfx(folder.File("key.pfx"), KeyFolder.Secret, includeRoot);

        using var identity = await folder.OpenAsync("key.pfx");

        Assert.HasCount(3, identity.Chain);
        Assert.AreEqual(TestIdentities.Authority.Root, identity.Chain[2]);
        await Signatures.RequireWorkingAsync(identity);
    }
}
