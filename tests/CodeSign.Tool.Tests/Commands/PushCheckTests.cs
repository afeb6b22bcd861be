using System.IO.Compression;
using CodeSign.Testing;
using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Commands;

[TestClass]
public sealed class PushCheckTests
{
    [TestMethod]
    public async Task A_package_so_damaged_that_a_file_cannot_be_unpacked_is_invalid()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        for (var offset = 1000; offset < 1064; offset++)
            folder.Flip(ReleaseFolder.Package, offset);
        var result = (await folder.RunAsync("push-check", ReleaseFolder.Package, "--trusted-root", "root.pem")).Expect(5);
        Assert.Contains("What is in it can't be looked at", result.Output + result.Error);
    }

    [TestMethod]
    public async Task A_package_that_is_signed_stamped_and_as_its_manifest_says_may_be_published()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        var result = (await folder.RunAsync("push-check", ReleaseFolder.Package, "--trusted-root", "root.pem")).Expect(0);
        Assert.StartsWith("ready      Sample.1.0.0.nupkg", result.Output);
        Assert.Contains("Every package may be published.", result.Output);
        (await folder.RunAsync("push-check", ".", "--trusted-root", "root.pem")).Expect(0);
    }

    [TestMethod]
    public async Task Under_a_root_that_nobody_trusts_it_stays_here()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        Assert.Contains("CSB7021", (await folder.RunAsync("push-check", ReleaseFolder.Package)).Expect(4).Output);
    }

    [TestMethod]
    public async Task Without_a_timestamp_it_stays_here()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder, "--key", "key.pem", "--no-timestamp");
        var result = (await folder.RunAsync("push-check", ReleaseFolder.Package, "--trusted-root", "root.pem")).Expect(4);
        Assert.Contains("CSB7023", result.Output);
        Assert.Contains("lib/net10.0/lib.dll is signed without a timestamp", result.Output);
    }

    [TestMethod]
    public async Task A_package_that_nobody_has_signed_stays_here()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        ReleaseFolder.WriteZip(folder, ReleaseFolder.Package);
        var result = (await folder.RunAsync("push-check", ReleaseFolder.Package, "--trusted-root", "root.pem")).Expect(5);
        Assert.Contains("CSB7020", result.Output);
        Assert.Contains("lib/net10.0/lib.dll is missing", result.Output);
    }

    [TestMethod]
    public async Task A_symbols_package_that_holds_assemblies_must_be_signed_too()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        ReleaseFolder.WriteZip(folder, "Sample.1.0.0.snupkg", ("lib/net10.0/lib.pdb", [1]));
        (await folder.RunAsync("push-check", ".", "--trusted-root", "root.pem")).Expect(0);

        ReleaseFolder.WriteZip(folder, "Sample.1.0.0.symbols.nupkg", ("lib/net10.0/lib.dll", [1]));
        Assert.Contains("CSB7020", (await folder.RunAsync("push-check", ".", "--trusted-root", "root.pem")).Expect(3).Output);
        await folder.SignAsync("Sample.1.0.0.symbols.nupkg");
        var signed = (await folder.RunAsync("push-check", "Sample.1.0.0.symbols.nupkg", "--trusted-root", "root.pem")).Expect(0);
        Assert.DoesNotContain("as its manifest says", signed.Output);
    }

    [TestMethod]
    public async Task A_package_that_was_changed_stays_here()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        folder.Flip(ReleaseFolder.Package, 100);
        Assert.Contains("Do not publish.",
            (await folder.RunAsync("push-check", ReleaseFolder.Package, "--trusted-root", "root.pem")).Expect(5).Output);
    }

    [TestMethod]
    public async Task A_package_without_its_manifest_stays_here()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        File.Delete(folder.File(ReleaseFolder.Manifest));
        Assert.Contains("CSB7024",
            (await folder.RunAsync("push-check", ReleaseFolder.Package, "--trusted-root", "root.pem")).Expect(4).Output);
    }

    [TestMethod]
    public async Task A_package_whose_manifest_is_not_signed_stays_here()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        File.Delete(folder.File($"{ReleaseFolder.Manifest}.p7s"));
        Assert.Contains("CSB7040",
            (await folder.RunAsync("push-check", ReleaseFolder.Package, "--trusted-root", "root.pem")).Expect(3).Output);
    }

    [TestMethod]
    public async Task A_package_whose_manifest_was_changed_stays_here()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        File.AppendAllText(folder.File(ReleaseFolder.Manifest), "\n");
        Assert.Contains("CSB7042",
            (await folder.RunAsync("push-check", ReleaseFolder.Package, "--trusted-root", "root.pem")).Expect(5).Output);
        File.Delete(folder.File(ReleaseFolder.Manifest + ".p7s"));
        TestIdentities.SelfSigned.WritePem(folder.File("self.pem"));
        (await folder.RunAsync("sign", ReleaseFolder.Manifest, "--detached", "--no-timestamp", "--key", "self.pem", "--trusted-root",
            "self.pem")).Expect(0);
        Assert.Contains("CSB7041",
            (await folder.RunAsync("push-check", ReleaseFolder.Package, "--trusted-root", "root.pem")).Expect(4).Output);
    }

    [TestMethod]
    public async Task A_self_signed_certificate_is_refused_as_nuget_org_does()
    {
        await using var folder = new ToolFolder();
        TestIdentities.SelfSigned.WritePem(folder.File("self.pem"));
        File.AppendAllText(folder.File("root.pem"), TestIdentities.SelfSigned.ChainPem());
        await ReleaseFolder.WritePackageAsync(folder, "--key", "self.pem", "--timestamp-server", folder.Timestamps.Address.AbsoluteUri);
        Assert.Contains("is issued by itself", (await folder.RunAsync("push-check", ".", "--trusted-root", "root.pem")).Expect(4).Output);
    }

    [TestMethod]
    public async Task What_is_no_package_is_refused()
    {
        await using var folder = new ToolFolder();
        folder.Write("bad.nupkg", "no zip archive");
        Assert.Contains("CSB7028", (await folder.RunAsync("push-check", "bad.nupkg")).Expect(5).Output);
        using (var zip = ZipFile.Open(folder.File("empty.nupkg"), ZipArchiveMode.Create))
            zip.CreateEntry("readme.txt");
        Assert.Contains("CSB7028", (await folder.RunAsync("push-check", "empty.nupkg")).Expect(5).Output);
    }

    [TestMethod]
    public async Task A_folder_without_packages_is_an_error()
    {
        await using var folder = new ToolFolder();
        Assert.Contains("CSB7003", (await folder.RunAsync("push-check", ".")).Expect(1).Error);
    }
}
