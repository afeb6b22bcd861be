using System.Security.Cryptography;
using CodeSign.Formats.NuGetPackage;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Formats.NuGetPackage;

[TestClass]
public sealed class NuGetCertificateDemandsTests
{
    private static readonly string[] LifetimeSigning = [CertificateOptions.CodeSigning, CertificateOptions.LifetimeSigning];
    private static readonly string[] Unsuitable = ["1.3.6.1.5.5.7.3.1"];

    /// <summary>Each case with our code and NuGet's; none where NuGet signs.</summary>
    public static IEnumerable<(string Name, CertificateOptions Options, string? Code, string? NuGetCode)> Cases =>
    [
        ("as it should be", new(), null, null),
        ("without usages", new() { ExtendedKeyUsages = [], KeyUsage = null }, null, null),
        ("any usage", new() { ExtendedKeyUsages = ["2.5.29.37.0"] }, "CSB2115", "NU3018"),
        ("elliptic", new() { KeyKind = TestKeyKind.EcP256 }, "CSB2111", "NU3014"),
        ("RSA 1024", new() { KeyKind = TestKeyKind.Rsa1024 }, "CSB2111", "NU3014"),
        ("SHA-1", new() { SignatureDigest = HashAlgorithmName.SHA1 }, "CSB2110", "NU3013"),
        ("lifetime signing", new() { ExtendedKeyUsages = LifetimeSigning }, "CSB2112", "NU3015"),
        ("server certificate", new() { ExtendedKeyUsages = Unsuitable }, "CSB2115", "NU3018"),
        ("not yet valid", new() { NotBefore = DateTimeOffset.UtcNow.AddDays(1) }, "CSB2113", "NU3017"),
        ("expired", new() { NotAfter = DateTimeOffset.UtcNow.AddDays(-1) }, "CSB2114", "NU3018"),
    ];

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public async Task We_refuse_what_NuGet_refuses(string name, CertificateOptions options, string? code, string? nuGetCode)
    {
        using var certificate = TestIdentities.Authority.Issue(options with { ByRoot = true });
        var found = NuGetCertificateDemands.Check(certificate.Certificate, DateTimeOffset.UtcNow);

        CollectionAssert.AreEqual(code is null ? (string[])[] : [code], found.Select(d => d.Descriptor.Code).ToArray(), name);
        if (nuGetCode is not null)
            Assert.Contains(nuGetCode, found[0].Cause);
        await AssertNuGetAgreesAsync(certificate, name, nuGetCode);
    }

    [TestMethod]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        using var certificate = TestIdentities.Authority.Issue(new()
        {
            KeyKind = TestKeyKind.EcP256,
            SignatureDigest = HashAlgorithmName.SHA1,
            ExtendedKeyUsages = Unsuitable,
            NotAfter = DateTimeOffset.UtcNow.AddDays(-1),
        });
        var codes = NuGetCertificateDemands.Check(certificate.Certificate, DateTimeOffset.UtcNow).Select(d => d.Descriptor.Code);
        CollectionAssert.AreEquivalent((string[])["CSB2110", "CSB2111", "CSB2114", "CSB2115"], codes.ToArray());
    }

    [TestMethod]
    public void A_root_that_the_SDK_trusts_is_known_and_another_is_warned_of()
    {
        var list = NuGetTrustedRoots.Locate(Directory.GetDirectories(Path.Combine(TrustingSdk.Default.Folder, "sdk"))[0]);
        if (OperatingSystem.IsWindows())
        {
            Assert.IsNull(list);
            return;
        }

        Assert.IsNull(NuGetTrustedRoots.Check(TestIdentities.Authority.Root, list!));
        var warning = NuGetTrustedRoots.Check(TestIdentities.Stranger.Root, list!);
        Assert.AreSame(NuGetPackageDiagnostics.UnknownRoot, warning!.Descriptor);
        Assert.Contains("CodeSign Unknown Root", warning.Cause);
    }

    private static async Task AssertNuGetAgreesAsync(TestCertificate certificate, string name, string? nuGetCode)
    {
        using var folder = new TemporaryFolder();
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
        var pfx = certificate.WritePfx(folder.File("key.pfx"), password);
        var package = folder.Write("a.nupkg", TestPackage.Build());
        var result = await TrustingSdk.Default.RunAsync(
            ["nuget", "sign", package, "--certificate-path", pfx, "--certificate-password", password]);

        Assert.AreEqual(nuGetCode is null, result.ExitCode == 0, $"{name}: {result.AllOutput}");
        if (nuGetCode is not null)
            Assert.Contains(nuGetCode, result.AllOutput, name);
    }
}
