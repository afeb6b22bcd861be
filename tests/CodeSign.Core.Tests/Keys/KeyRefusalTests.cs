using System.Formats.Asn1;
using System.Security.Cryptography;
using CodeSign.Keys;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Keys;

/// <summary>What can be wrong with the files themselves.</summary>
[TestClass]
public sealed class KeyRefusalTests
{
    private static TestCertificate Signer => TestIdentities.CodeSigning;

    [TestMethod]
    public async Task A_missing_file_is_refused()
    {
        using var folder = new KeyFolder();
        Directory.CreateDirectory(folder.File("folder.pfx"));

        Assert.Contains("does not exist", (await folder.RefusalAsync("none.pfx", KeyDiagnostics.KeyFileUnreadable)).Message);
        Assert.Contains("folder", (await folder.RefusalAsync("no/none.pfx", KeyDiagnostics.KeyFileUnreadable)).Message);
        Assert.Contains("is a folder", (await folder.RefusalAsync("folder.pfx", KeyDiagnostics.KeyFileUnreadable)).Message);
    }

    [TestMethod]
    public async Task A_file_of_endless_length_is_not_read_whole()
    {
        using var folder = new KeyFolder();
        using (var file = File.Create(folder.File("huge.pem")))
            file.SetLength(1L << 40);

        Assert.Contains("longer than", (await folder.RefusalAsync("huge.pem", KeyDiagnostics.KeyFileUnreadable)).Message);
        if (File.Exists("/dev/zero"))
            await folder.RefusalAsync("/dev/zero", KeyDiagnostics.KeyFileUnreadable);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("not a key")]
    [DataRow("-----BEGIN PRIVATE KEY-----\nAAAA\n")]
    [DataRow("-----BEGIN PRIVATE KEY-----\nA*AA\n-----END PRIVATE KEY-----\n")]
    [DataRow("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    [DataRow("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [DataRow("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [DataRow("-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----\n")]
    [DataRow("0\u0003\u0002\u0001\u0003")]
    public async Task A_damaged_file_is_refused(string content)
    {
        using var folder = new KeyFolder().WithPassword();
        folder.Write("key.pfx", content);

        await folder.RefusalAsync("key.pfx", KeyDiagnostics.KeyFileDamaged);
    }

    [TestMethod]
    public async Task Parts_that_are_missing_are_named()
    {
        using var folder = new KeyFolder();
        folder.Write("certificates.pem", Signer.ChainPem());
        folder.Write("key.pem", Signer.Pkcs8Pem());

        await folder.RefusalAsync("certificates.pem", KeyDiagnostics.NoPrivateKey);
        await folder.RefusalAsync("key.pem", KeyDiagnostics.NoCertificate);
    }

    [TestMethod]
    public async Task A_key_and_a_certificate_that_are_no_pair_are_refused()
    {
        using var folder = new KeyFolder();
        folder.Write("key.pem", Signer.Pkcs8Pem() + TestIdentities.CodeSigningByRoot.ChainPem());

        Assert.Contains("CN=CodeSign Test", (await folder.RefusalAsync("key.pem", KeyDiagnostics.NotAPair)).Message);
    }

    [TestMethod]
    public async Task A_private_key_whose_secret_part_is_damaged_is_refused()
    {
        var parameters = ((RSA)Signer.Key).ExportParameters(true);
        parameters.DP![5] ^= 1;
        parameters.D![5] ^= 1;
        using var folder = new KeyFolder();
        folder.Write("key.pem", PemEncoding.WriteString("RSA PRIVATE KEY", Pkcs1(parameters)) + "\n" + Signer.ChainPem());

        // The platform may notice on import, or the first signature shows it.
        var refusal = await Assert.ThrowsExactlyAsync<Diagnostics.CodeSignException>(() => folder.OpenAsync("key.pem"));
        Assert.IsTrue(
            refusal.Diagnostic.Descriptor == KeyDiagnostics.NotAPair || refusal.Diagnostic.Descriptor == KeyDiagnostics.KeyFileDamaged,
            refusal.ToString());
    }

    [TestMethod]
    public async Task Of_several_pairs_the_one_for_code_signing_is_taken()
    {
        using var web = TestIdentities.Authority.Issue(new() { ExtendedKeyUsages = ["1.3.6.1.5.5.7.3.1"], KeyKind = TestKeyKind.EcP256 });
        using var folder = new KeyFolder();
        folder.Write("key.pem", web.Pkcs8Pem() + web.ChainPem() + Signer.ChainPem() + Signer.Pkcs8Pem() + Signer.TraditionalKeyPem());

        using var identity = await folder.OpenAsync("key.pem");

        Assert.AreEqual(Signer.Certificate, identity.Certificate);
        await Signatures.RequireWorkingAsync(identity);
    }

    [TestMethod]
    public async Task Two_possible_signers_are_refused_by_name()
    {
        using var folder = new KeyFolder();
        var other = TestIdentities.CodeSigningEc;
        folder.Write("key.pem", Signer.Pkcs8Pem() + Signer.ChainPem() + other.Pkcs8Pem() + other.ChainPem());

        var refusal = await folder.RefusalAsync("key.pem", KeyDiagnostics.Ambiguous);

        Assert.Contains(Signer.Certificate.SerialNumber, refusal.Message);
        Assert.Contains(other.Certificate.SerialNumber, refusal.Message);
    }

    [TestMethod]
    public async Task A_wrong_and_a_missing_password_for_PEM_are_told_apart()
    {
        using var folder = new KeyFolder();
        folder.Write("key.pem", Signer.EncryptedPkcs8Pem(KeyFolder.Secret) + Signer.ChainPem());

        await folder.RefusalAsync("key.pem", KeyDiagnostics.PasswordMissing);
        folder.WithPassword("a wrong one");
        await folder.RefusalAsync("key.pem", KeyDiagnostics.PasswordWrong);
        folder.WithPassword("");
        await folder.RefusalAsync("key.pem", KeyDiagnostics.PasswordMissing);
        folder.WithPassword();
        (await folder.OpenAsync("key.pem")).Dispose();
    }

    [TestMethod]
    public async Task A_file_that_asks_for_hours_of_key_derivation_is_refused_at_once()
    {
        using var folder = new KeyFolder().WithPassword();
        foreach (var iterations in (int[])[0, -1, int.MaxValue])
        {
            folder.Write("key.pem", PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", EncryptedKey(iterations)));
            await folder.RefusalAsync("key.pem", iterations > 0 ? KeyDiagnostics.KeyFileUnsupported : KeyDiagnostics.KeyFileDamaged);
        }
    }

    [TestMethod]
    public async Task A_certificate_file_without_certificates_is_refused()
    {
        using var folder = new KeyFolder();
        folder.Write("key.pem", Signer.Pkcs8Pem());
        folder.Write("key-only.pem", Signer.Pkcs8Pem());
        folder.Write("garbage.cer", "garbage");
        folder.Write("empty.p7b", "");

        foreach (var file in (string[])["key-only.pem", "garbage.cer", "empty.p7b", "missing.pem"])
        {
            folder.Options = folder.Options with { CertificateFile = file };
            Assert.Contains("CodeSignCertificate", (await folder.RefusalAsync("key.pem", KeyDiagnostics.CertificateFileUnusable)).Message);
        }
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_key_file_that_others_can_read_is_used_with_a_warning()
    {
        using var folder = new KeyFolder();
        var path = folder.Write("key.pem", Signer.Pkcs8Pem() + Signer.ChainPem());
        KeyFolder.SetMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        (await folder.OpenAsync("key.pem")).Dispose();

        Assert.AreEqual("CSB1032", folder.Log.Codes.Single());
        Assert.Contains("640", folder.Log.Text);
        Assert.Contains("chmod 600", folder.Log.Text);
    }

    private static byte[] Pkcs1(RSAParameters key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            foreach (var part in (byte[][])[key.Modulus!, key.Exponent!, key.D!, key.P!, key.Q!, key.DP!, key.DQ!, key.InverseQ!])
                writer.WriteInteger(new System.Numerics.BigInteger(part, isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }

    private static byte[] EncryptedKey(int iterations)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.2.840.113549.1.5.13");
                using (writer.PushSequence())
                {
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier("1.2.840.113549.1.5.12");
                        using (writer.PushSequence())
                        {
                            writer.WriteOctetString(new byte[8]);
                            writer.WriteInteger(iterations);
                        }
                    }

                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier("2.16.840.1.101.3.4.1.42");
                        writer.WriteOctetString(new byte[16]);
                    }
                }
            }

            writer.WriteOctetString(new byte[32]);
        }

        return writer.Encode();
    }
}
