using CodeSign.Diagnostics;
using CodeSign.Testing;
using CsCheck;

namespace CodeSign.Core.Tests.Keys;

/// <summary>
/// Whatever a file holds, opening it gives an identity or tells the user why not. CsCheck_Iter=20000 in the environment searches longer.
/// </summary>
[TestClass]
public sealed class KeyFileFuzzTests
{
    private static readonly Gen<(int Kind, double Place, byte Value, int Length)[]> Edits =
        Gen.Select(Gen.Int[0, 5], Gen.Double[0, 1], Gen.Byte, Gen.Int[1, 40], (kind, place, value, length) => (kind, place, value, length))
            .Array[1, 4];

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

        Edits.Sample(edits =>
        {
            folder.Write("changed.p7b", Change(whole, edits));
            RequireNoSurprise(folder, "key.pem");
        }, threads: 1);
    }

    private static void Try(string name, string password, Action<KeyFolder> write)
    {
        using var folder = new KeyFolder().WithPassword(password);
        write(folder);
        using (folder.OpenAsync(name).GetAwaiter().GetResult())
        {
        }

        var whole = File.ReadAllBytes(folder.File(name));
        Edits.Sample(edits =>
        {
            folder.Write("changed", Change(whole, edits));
            RequireNoSurprise(folder, "changed");
        }, threads: 1);
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

    private static byte[] Change(byte[] whole, (int Kind, double Place, byte Value, int Length)[] edits)
    {
        var bytes = whole.ToList();
        foreach (var (kind, place, value, length) in edits)
        {
            var at = (int)(place * bytes.Count);
            var count = Math.Min(length, bytes.Count - at);
            switch (kind)
            {
                case 0 when at < bytes.Count:
                    bytes[at] = value;
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << (value & 7));
                    break;
                case 2:
                    bytes.RemoveRange(at, count);
                    break;
                case 3:
                    bytes.InsertRange(at, Enumerable.Repeat(value, length));
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, count));
                    break;
                case 5:
                    bytes.RemoveRange(at, value < 16 ? bytes.Count - at : count);
                    break;
            }
        }

        return [.. bytes];
    }
}
