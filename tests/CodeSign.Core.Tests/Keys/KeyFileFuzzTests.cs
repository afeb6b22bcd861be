using CodeSign.Core.Tests.Fuzzing;
using CodeSign.Diagnostics;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Keys;

/// <summary>
/// Whatever a file holds, opening it gives an identity or tells the user why not, and no message tells the password.
/// </summary>
[TestClass]
public sealed class KeyFileFuzzTests
{
    [TestMethod]
    public void A_changed_PEM_file_never_surprises() => Try("plain.pem", "CODE", folder => folder.Write(
        "plain.pem", TestIdentities.CodeSigningEc.Pkcs8Pem() + TestIdentities.CodeSigningEc.ChainPem(includeRoot: true)));

    [TestMethod]
    public void A_changed_encrypted_PEM_file_never_surprises() => Try("encrypted.pem", KeyFolder.Secret, folder => folder.Write(
        "encrypted.pem", TestIdentities.CodeSigningEc.EncryptedPkcs8Pem(KeyFolder.Secret) + TestIdentities.CodeSigningEc.ChainPem()));

    [TestMethod]
    [DataRow("")]
    [DataRow("-nomac -certpbe NONE -keypbe NONE")]
    [DataRow("-nomac -certpbe NONE")]
    [DataRow("-legacy -macalg sha1")]
    public void A_changed_PKCS12_file_never_surprises(string options) => Try("key.pfx", KeyFolder.Secret, folder =>
    {
        folder.Write("all.pem", TestIdentities.CodeSigningEc.Pkcs8Pem() + TestIdentities.CodeSigningEc.ChainPem());
        folder.OpenSslAsync(
            ["pkcs12", "-export", "-iter", "2", "-in", "all.pem", "-out", "key.pfx", "-passout", "env:PASSWORD",
                .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).GetAwaiter().GetResult();
        folder.Close("key.pfx");
    });

    [TestMethod]
    public void A_changed_certificate_file_never_surprises()
    {
        using var folder = new KeyFolder();
        var signer = TestIdentities.CodeSigningEc;
        folder.Write("key.pem", signer.Pkcs8Pem());
        folder.Write("chain.pem", signer.ChainPem(includeRoot: true));
        folder.OpenSslAsync("crl2pkcs7", "-nocrl", "-certfile", "chain.pem", "-outform", "DER", "-out", "chain.p7b").GetAwaiter().GetResult();
        folder.Options = folder.Options with { CertificateFile = "changed.p7b" };
        var whole = File.ReadAllBytes(folder.File("chain.p7b"));

        FuzzLab.Search(whole, changed =>
        {
            folder.Write("changed.p7b", changed);
            RequireNoSurprise(folder, "key.pem");
        });
    }

    private static void Try(string name, string password, Action<KeyFolder> write)
    {
        using var folder = new KeyFolder().WithPassword(password);
        write(folder);
        using (folder.OpenAsync(name).GetAwaiter().GetResult())
        {
        }

        var whole = File.ReadAllBytes(folder.File(name));
        FuzzLab.Search(whole, changed =>
        {
            folder.Write("changed", changed);
            RequireNoSurprise(folder, "changed");
        });
    }

    private static void RequireNoSurprise(KeyFolder folder, string key)
    {
        try
        {
            folder.OpenAsync(key).GetAwaiter().GetResult().Dispose();
        }
        catch (CodeSignException e)
        {
            folder.RequireSecrecy(e.ToString());
        }
    }
}
