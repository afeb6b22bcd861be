using CodeSign.Core.Tests.Formats;
using CodeSign.Core.Tests.Formats.NuGetPackage;
using CodeSign.Core.Tests.Formats.PortableExecutable;
using CodeSign.Formats;
using CodeSign.Formats.NuGetPackage;
using CodeSign.Formats.PortableExecutable;
using CodeSign.Keys;
using CodeSign.Testing;
using CodeSign.Timestamping;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Timestamping;

[TestClass]
public sealed class EmbeddedTimestampsInFilesTests
{
    [TestMethod]
    public async Task NuGet_accepts_them_in_a_package()
    {
        using var folder = new TemporaryFolder();
        var signed = await SignAsync(folder, new NuGetPackageFormat(), TestPackage.Build());
        var result = (await TrustingSdk.Default.VerifyPackageAsync(signed)).EnsureSuccess();
        Assert.Contains("Timestamp: ", result.Output);
    }

    [TestMethod]
    public async Task Osslsigncode_accepts_them_in_an_assembly()
    {
        using var folder = new TemporaryFolder();
        var signed = await SignAsync(folder, new PortableExecutableFormat(), new TestImage { Plus = true }.Build());
        var roots = TestIdentities.Authority.WriteRoot(folder.File("roots.pem"));
        var result = (await OsslSigncode.VerifyAsync(signed, roots)).EnsureSuccess();
        Assert.Contains("Timestamp Server Signature verification: ok", result.AllOutput);
    }

    private static async Task<string> SignAsync(TemporaryFolder folder, ISignatureFormat format, byte[] content)
    {
        using var identity = TestIdentities.Timestamping.CreateIdentity(KeyKind.Development);
        var authority = new EmbeddedTimestampAuthority(
            identity, TestIdentities.CodeSigning.Certificate, new TimestampTokenVerifier(new CertificateChainVerifier()));
        var signed = folder.File("signed");
        await FormatSigner.SignAsync(format, folder.Write("unsigned", content), signed, timestamps: authority);
        return signed;
    }
}
