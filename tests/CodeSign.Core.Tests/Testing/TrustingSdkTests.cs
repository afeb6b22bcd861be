using System.Security.Cryptography;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Testing;

[TestClass]
public sealed class TrustingSdkTests
{
    [TestMethod]
    public async Task It_runs_and_trusts_our_root_while_the_SDK_stays_as_it_was()
    {
        var sdk = TrustingSdk.Default;
        (await sdk.RunAsync(["--version"])).EnsureSuccess();

        var root = TestIdentities.Authority.RootPem.Trim();
        var lists = Directory.GetFiles(Path.Combine(sdk.Folder, "sdk"), "*ctl.pem", SearchOption.AllDirectories);
        Assert.IsNotEmpty(lists);
        foreach (var list in lists)
        {
            Assert.Contains(root, await File.ReadAllTextAsync(list));
            var original = Path.Combine(OriginalRoot(), Path.GetRelativePath(sdk.Folder, list));
            Assert.DoesNotContain(root, await File.ReadAllTextAsync(original));
        }
    }

    [TestMethod]
    public async Task It_signs_and_verifies_a_package_that_the_SDK_itself_would_refuse()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.nuspec", """
            <package><metadata><id>A</id><version>1.0.0</version><authors>me</authors><description>d</description></metadata></package>
            """);
        var package = folder.File("a.nupkg");
        using (var zip = System.IO.Compression.ZipFile.Open(package, System.IO.Compression.ZipArchiveMode.Create))
            System.IO.Compression.ZipFileExtensions.CreateEntryFromFile(zip, folder.File("a.nuspec"), "A.nuspec");
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
        var pfx = TestIdentities.CodeSigningByRoot.WritePfx(folder.File("key.pfx"), password);
        await using var server = new TimestampServer();

        string[] key = ["--certificate-path", pfx, "--certificate-password", password];
        (await TrustingSdk.Default.RunAsync(["nuget", "sign", package, .. key, "--timestamper", server.Address.AbsoluteUri])).EnsureSuccess();
        (await TrustingSdk.Default.VerifyPackageAsync(package)).EnsureSuccess();
        Assert.AreEqual(1, server.Requests);
    }

    private static string OriginalRoot() => Path.GetFullPath(Path.Combine(
        System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
}
