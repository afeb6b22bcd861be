using CodeSign.Cms;
using CodeSign.Core.Tests.Cms;
using CodeSign.Formats.NuGetPackage;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Formats.NuGetPackage;

[TestClass]
public sealed class NuGetPackageSigningTests
{
    private static readonly NuGetPackageFormat Format = new();

    [TestMethod]
    [DataRow("SHA256")]
    [DataRow("SHA384")]
    [DataRow("SHA512")]
    public async Task NuGet_accepts_it_with_its_timestamp(string digest)
    {
        using var folder = new TemporaryFolder();
        await using var timestamps = new TestTimestamps();
        var source = folder.Write("a.nupkg", TestPackage.Build());
        var signed = folder.File("signed.nupkg");

        await FormatSigner.SignAsync(Format, source, signed, timestamps: timestamps,
            change: r => r with { Digest = DigestAlgorithm.FromName(digest)! });

        var result = await TrustingSdk.Default.VerifyPackageAsync(signed);
        result.EnsureSuccess();
        Assert.Contains("Signature type: Author", result.Output);
        Assert.Contains("Successfully verified package", result.Output);
        Assert.DoesNotContain("warn", result.AllOutput);
    }
}
