using CodeSign.Keys;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Keys;

/// <summary>Key files as other programs write them.</summary>
[TestClass]
public sealed class OpenSslKeyFileTests
{
    private static readonly string[] Pem = ["-out", "key.pem"];
    private static readonly string[] Encrypted = [.. Pem, "-passout", "env:PASSWORD"];

    [TestMethod]
    [DataRow(TestKeyKind.Rsa2048)]
    [DataRow(TestKeyKind.EcP256)]
    [DataRow(TestKeyKind.EcP384)]
    [DataRow(TestKeyKind.EcP521)]
    public async Task Every_kind_of_key_in_every_form_of_PEM_signs(TestKeyKind kind)
    {
        using var signer = TestIdentities.Authority.Issue(new() { KeyKind = kind });
        using var folder = new KeyFolder().WithPassword();
        folder.Write("pkcs8.pem", signer.Pkcs8Pem());
        folder.Write("chain.pem", signer.ChainPem());
        folder.Options = folder.Options with { CertificateFile = "chain.pem" };
        string[][] forms =
        [
            ["pkcs8", "-topk8", "-nocrypt", "-in", "pkcs8.pem", .. Pem],
            [kind == TestKeyKind.Rsa2048 ? "rsa" : "ec", "-in", "pkcs8.pem", .. kind == TestKeyKind.Rsa2048 ? ["-traditional"] : (string[])[], .. Pem],
            ["pkcs8", "-topk8", "-in", "pkcs8.pem", .. Encrypted],
            ["pkcs8", "-topk8", "-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA1", "-in", "pkcs8.pem", .. Encrypted],
            ["pkcs8", "-topk8", "-v2", "aes-192-cbc", "-v2prf", "hmacWithSHA384", "-iter", "1000", "-in", "pkcs8.pem", .. Encrypted],
            ["pkcs8", "-topk8", "-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA512", "-in", "pkcs8.pem", .. Encrypted],
            ["pkcs8", "-topk8", "-v2", "des3", "-in", "pkcs8.pem", .. Encrypted],
            ["pkcs8", "-topk8", "-v1", "PBE-SHA1-3DES", "-in", "pkcs8.pem", .. Encrypted],
            ["pkcs8", "-topk8", "-v1", "PBE-SHA1-RC2-128", "-provider", "legacy", "-provider", "default", "-in", "pkcs8.pem", .. Encrypted],
        ];

        foreach (var form in forms)
        {
            await folder.OpenSslAsync(form);
            folder.Close("key.pem");
            using var identity = await folder.OpenAsync("key.pem");
            Assert.AreEqual(kind == TestKeyKind.Rsa2048 ? KeyAlgorithm.Rsa : KeyAlgorithm.Ecdsa, identity.Key.Algorithm);
            await Signatures.RequireWorkingAsync(identity);
        }

        Assert.IsEmpty(folder.Log.Diagnostics);
        folder.RequireSecrecy("");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("-certpbe AES-128-CBC -keypbe AES-256-CBC -macalg sha512")]
    [DataRow("-macalg sha384 -iter 1")]
    [DataRow("-legacy")]
    [DataRow("-legacy -certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1")]
    [DataRow("-legacy -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-RC2-128 -nomaciter")]
    [DataRow("-nomac")]
    [DataRow("-certpbe NONE")]
    [DataRow("-certpbe NONE -keypbe NONE")]
    public async Task PKCS12_in_old_and_new_encryption_signs(string options)
    {
        using var folder = new KeyFolder().WithPassword();
        await ExportAsync(folder, "env:PASSWORD", options);

        using var identity = await folder.OpenAsync("key.pfx");

        Assert.HasCount(3, identity.Chain);
        Assert.AreEqual(TestIdentities.CodeSigning.Certificate, identity.Certificate);
        await Signatures.RequireWorkingAsync(identity);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("-legacy")]
    [DataRow("-keypbe NONE -certpbe NONE -nomac")]
    public async Task PKCS12_without_a_password_needs_none(string options)
    {
        using var folder = new KeyFolder();
        await ExportAsync(folder, "pass:", options);

        using var identity = await folder.OpenAsync("key.pfx");

        await Signatures.RequireWorkingAsync(identity);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("-legacy")]
    [DataRow("-nomac")]
    public async Task A_wrong_and_a_missing_password_for_PKCS12_are_told_apart(string options)
    {
        using var folder = new KeyFolder();
        await ExportAsync(folder, "env:PASSWORD", options);

        var missing = await folder.RefusalAsync("key.pfx", KeyDiagnostics.PasswordMissing);
        Assert.Contains("CODESIGN_KEY_PASSWORD", missing.Message);

        folder.WithPassword("a wrong one");
        var wrong = await folder.RefusalAsync("key.pfx", KeyDiagnostics.PasswordWrong);
        Assert.DoesNotContain("a wrong one", wrong.ToString());
        Assert.DoesNotContain("white space", wrong.Message);

        folder.WithPassword(KeyFolder.Secret + "\n");
        Assert.Contains("white space", (await folder.RefusalAsync("key.pfx", KeyDiagnostics.PasswordWrong)).Message);
    }

    [TestMethod]
    public async Task A_PKCS12_that_was_changed_is_damaged_and_not_a_matter_of_its_password()
    {
        using var folder = new KeyFolder().WithPassword();
        await ExportAsync(folder, "env:PASSWORD", "-certpbe NONE");
        var file = File.ReadAllBytes(folder.File("key.pfx"));
        var name = file.AsSpan().IndexOf("CodeSign Tests"u8);
        file[name]++;
        folder.Write("changed.pfx", file);
        folder.Write("cut.pfx", file.AsSpan(0, file.Length - 10));

        var changed = await folder.RefusalAsync("changed.pfx", KeyDiagnostics.KeyFileDamaged);
        Assert.Contains("MAC", changed.Message);
        await folder.RefusalAsync("cut.pfx", KeyDiagnostics.KeyFileDamaged);
    }

    [TestMethod]
    public async Task Chains_are_read_from_every_kind_of_certificate_file()
    {
        using var folder = new KeyFolder();
        var signer = TestIdentities.CodeSigning;
        folder.Write("key.pem", signer.Pkcs8Pem());
        folder.Write("chain.pem", signer.ChainPem(includeRoot: true));
        await folder.OpenSslAsync("crl2pkcs7", "-nocrl", "-certfile", "chain.pem", "-out", "chain.p7");
        await folder.OpenSslAsync("crl2pkcs7", "-nocrl", "-certfile", "chain.pem", "-outform", "DER", "-out", "chain.p7b");
        folder.Write("leaf.cer", signer.Certificate.RawData);
        folder.Write("intermediate.pem", signer.Chain[1].ExportCertificatePem());
        folder.Write("key-and-intermediate.pem", signer.Pkcs8Pem() + signer.Chain[1].ExportCertificatePem());

        foreach (var (key, chain) in ((string, string)[])
            [("key.pem", "chain.pem"), ("key.pem", "chain.p7"), ("key.pem", "chain.p7b"), ("key-and-intermediate.pem", "leaf.cer")])
        {
            folder.Options = folder.Options with { CertificateFile = chain };
            using var identity = await folder.OpenAsync(key);
            Assert.IsTrue(identity.Chain.SequenceEqual(signer.Chain), chain);
        }
    }

    [TestMethod]
    public async Task OpenSSLs_old_encryption_is_refused_with_the_command_that_converts_it()
    {
        using var folder = new KeyFolder().WithPassword();
        folder.Write("plain.pem", TestIdentities.CodeSigning.Pkcs8Pem());
        await folder.OpenSslAsync("rsa", "-traditional", "-aes256", "-in", "plain.pem", "-out", "old.pem", "-passout", "env:PASSWORD");

        var refusal = await folder.RefusalAsync("old.pem", KeyDiagnostics.KeyFileUnsupported);
        Assert.Contains("openssl pkcs8 -topk8 -v2 aes-256-cbc -in OLD.pem -out NEW.pem", refusal.Message);

        await folder.OpenSslAsync(
            "pkcs8", "-topk8", "-v2", "aes-256-cbc", "-in", "old.pem", "-out", "new.pem", "-passin", "env:PASSWORD", "-passout", "env:PASSWORD");
        folder.Write("whole.pem", File.ReadAllText(folder.File("new.pem")) + TestIdentities.CodeSigning.ChainPem());
        using var identity = await folder.OpenAsync("whole.pem");
        await Signatures.RequireWorkingAsync(identity);
    }

    [TestMethod]
    [DataRow("pkcs8 -topk8 -scrypt -in plain.pem -out key.pem -passout env:PASSWORD", "scrypt")]
    [DataRow("pkcs8 -topk8 -v1 PBE-MD5-DES -provider legacy -provider default -in plain.pem -out key.pem -passout env:PASSWORD", "1.2.840.113549.1.5.3")]
    public async Task Encryption_that_is_not_read_is_named(string command, string named)
    {
        using var folder = new KeyFolder().WithPassword();
        folder.Write("plain.pem", TestIdentities.CodeSigning.Pkcs8Pem());
        await folder.OpenSslAsync(command.Split(' '));

        Assert.Contains(named, (await folder.RefusalAsync("key.pem", KeyDiagnostics.KeyFileUnsupported)).Message);
    }

    [TestMethod]
    [DataRow("genpkey -algorithm ED25519", "Ed25519")]
    [DataRow("ecparam -name brainpoolP256r1 -genkey", "brainpoolP256r1")]
    [DataRow("ecparam -name secp256k1 -genkey -noout", "secp256k1")]
    public async Task Keys_of_other_algorithms_are_refused_by_name(string command, string named)
    {
        using var folder = new KeyFolder();
        await folder.OpenSslAsync([.. command.Split(' '), "-out", "key.pem"]);

        var refusal = await folder.RefusalAsync("key.pem", KeyDiagnostics.UnsupportedAlgorithm);
        Assert.Contains(named, refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    [TestMethod]
    public async Task The_parameters_that_OpenSSL_writes_before_a_curve_key_do_no_harm()
    {
        using var folder = new KeyFolder();
        await folder.OpenSslAsync("ecparam", "-name", "prime256v1", "-genkey", "-out", "key.pem");
        Assert.Contains("EC PARAMETERS", File.ReadAllText(folder.File("key.pem")));

        await folder.RefusalAsync("key.pem", KeyDiagnostics.NoCertificate);
    }

    private static async Task ExportAsync(KeyFolder folder, string password, string options)
    {
        var signer = TestIdentities.CodeSigning;
        folder.Write("all.pem", signer.Pkcs8Pem() + signer.ChainPem());
        string[] more = options.Length == 0 ? [] : options.Split(' ');
        await folder.OpenSslAsync(["pkcs12", "-export", "-in", "all.pem", "-out", "key.pfx", "-passout", password, .. more]);
        folder.Close("key.pfx");
    }
}
