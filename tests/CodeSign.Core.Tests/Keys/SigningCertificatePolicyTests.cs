using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Diagnostics;
using CodeSign.Keys;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Keys;

[TestClass]
public sealed class SigningCertificatePolicyTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [TestMethod]
    public async Task An_expired_certificate_is_refused() => await RequireRefusalAsync(
        new() { NotBefore = Now.AddDays(-100), NotAfter = Now.AddMinutes(-1) }, KeyDiagnostics.Expired);

    [TestMethod]
    public async Task A_certificate_that_is_not_valid_yet_is_refused() => await RequireRefusalAsync(
        new() { NotBefore = Now.AddHours(1), NotAfter = Now.AddDays(100) }, KeyDiagnostics.NotYetValid);

    [TestMethod]
    public async Task A_certificate_without_extended_key_usage_is_refused() => await RequireRefusalAsync(
        new() { ExtendedKeyUsages = [] }, KeyDiagnostics.NotForCodeSigning);

    [TestMethod]
    public async Task A_certificate_for_something_else_is_refused() => await RequireRefusalAsync(
        new() { ExtendedKeyUsages = [CertificateOptions.TimeStamping, "1.3.6.1.5.5.7.3.1"] }, KeyDiagnostics.NotForCodeSigning);

    [TestMethod]
    public async Task A_key_usage_without_signatures_is_refused() => await RequireRefusalAsync(
        new() { KeyUsage = X509KeyUsageFlags.KeyEncipherment }, KeyDiagnostics.NotForSignatures);

    [TestMethod]
    public async Task A_short_RSA_key_is_refused() => await RequireRefusalAsync(
        new() { KeyKind = TestKeyKind.Rsa1024 }, KeyDiagnostics.WeakKey);

    [TestMethod]
    public async Task A_certificate_signed_with_SHA1_is_refused() => await RequireRefusalAsync(
        new() { SignatureDigest = HashAlgorithmName.SHA1 }, KeyDiagnostics.WeakSignature);

    [TestMethod]
    public async Task A_certificate_signed_with_MD5_is_refused() => await RequireRefusalAsync(
        new() { SignatureDigest = HashAlgorithmName.MD5 }, KeyDiagnostics.WeakSignature);

    [TestMethod]
    public async Task A_root_may_carry_a_SHA1_signature() => await RequireAcceptanceAsync(
        new() { SelfSigned = true, SignatureDigest = HashAlgorithmName.SHA1, Subject = "CN=Old root" });

    [TestMethod]
    public async Task A_certificate_without_key_usage_is_accepted() => await RequireAcceptanceAsync(new() { KeyUsage = null });

    [TestMethod]
    public async Task A_certificate_for_more_than_code_signing_is_accepted() => await RequireAcceptanceAsync(
        new() { ExtendedKeyUsages = ["1.3.6.1.5.5.7.3.4", CertificateOptions.CodeSigning] });

    [TestMethod]
    [DataRow(365, 29, true)]
    [DataRow(365, 31, false)]
    [DataRow(100, 9, true)]
    [DataRow(100, 11, false)]
    public async Task Expiry_is_announced_30_days_or_a_tenth_of_the_life_before(int life, int left, bool warned)
    {
        var end = Now.AddDays(left);
        var codes = await RequireAcceptanceAsync(new() { NotBefore = end.AddDays(-life), NotAfter = end });

        Assert.AreEqual(warned ? "CSB1030" : "", string.Join(' ', codes));
    }

    [TestMethod]
    public async Task A_certificate_for_lifetime_signing_is_used_with_a_warning()
    {
        var codes = await RequireAcceptanceAsync(
            new() { ExtendedKeyUsages = [CertificateOptions.CodeSigning, CertificateOptions.LifetimeSigning] });

        Assert.AreEqual("CSB1031", string.Join(' ', codes));
    }

    [TestMethod]
    public async Task A_certificate_that_can_be_decoded_in_part_only_is_refused()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Malformed", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509Extension("2.5.29.37", [0x30, 0x03, 0x06, 0x01], critical: false));
        using var certificate = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(100));
        using var folder = new KeyFolder();
        folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem() + "\n" + certificate.ExportCertificatePem());

        await folder.RefusalAsync("key.pem", KeyDiagnostics.MalformedCertificate);
    }

    [TestMethod]
    public async Task An_expired_issuer_is_refused_by_name()
    {
        using var folder = new KeyFolder();
        Write(folder, TestIdentities.CodeSigning);
        folder.Options = folder.Options with { TimeProvider = new FixedTime(Now.AddYears(21)) };
        Assert.Contains("CN=CodeSign Test,", (await folder.RefusalAsync("key.pem", KeyDiagnostics.Expired)).Message);

        using var lasting = TestIdentities.Authority.Issue(new() { NotAfter = Now.AddYears(30) });
        Write(folder, lasting);
        Assert.Contains("CN=CodeSign Test Root", (await folder.RefusalAsync("key.pem", KeyDiagnostics.Expired)).Message);
    }

    private static async Task RequireRefusalAsync(CertificateOptions options, DiagnosticDescriptor expected)
    {
        using var signer = TestIdentities.Authority.Issue(options);
        using var folder = new KeyFolder();
        Write(folder, signer);

        var refusal = await folder.RefusalAsync("key.pem", expected);

        Assert.Contains("CodeSign Test", refusal.Cause);
        Assert.AreEqual(folder.File("key.pem"), refusal.File);
    }

    private static async Task<IReadOnlyList<string>> RequireAcceptanceAsync(CertificateOptions options)
    {
        using var signer = TestIdentities.Authority.Issue(options);
        using var folder = new KeyFolder();
        Write(folder, signer);
        using var identity = await folder.OpenAsync("key.pem");
        await Signatures.RequireWorkingAsync(identity);
        return folder.Log.Codes;
    }

    private static void Write(KeyFolder folder, TestCertificate signer) =>
        folder.Write("key.pem", signer.Pkcs8Pem() + signer.ChainPem(includeRoot: true));
}
