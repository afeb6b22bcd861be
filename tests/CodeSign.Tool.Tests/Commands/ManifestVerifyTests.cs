using CodeSign.Manifests;
using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Commands;

[TestClass]
public sealed class ManifestVerifyTests
{
    [TestMethod]
    public async Task A_package_as_it_was_built_is_unchanged_by_any_of_its_names()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        foreach (var name in new[] { ReleaseFolder.Package, ReleaseFolder.Manifest, "." })
        {
            var output = (await VerifyAsync(folder, name)).Expect(0).Output;
            Assert.StartsWith("unchanged  Sample.1.0.0.nupkg", output);
            Assert.Contains("1 file as Sample.1.0.0.codesign.json says, 0 differences.", output);
        }
    }

    [TestMethod]
    public async Task Entries_that_are_missing_added_or_changed_are_named()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        var other = await File.ReadAllBytesAsync(folder.File(folder.Assembly("other.dll")));
        ReleaseFolder.WriteZip(folder, ReleaseFolder.Package, ("lib/net10.0/lib.dll", other), ("lib/net10.0/evil.dll", other));
        var changed = (await folder.RunAsync("manifest", "verify", ReleaseFolder.Package)).Expect(5);
        Assert.Contains("changed: lib/net10.0/lib.dll", changed.Output);
        Assert.Contains("added: lib/net10.0/evil.dll", changed.Output);
        ReleaseFolder.WriteZip(folder, ReleaseFolder.Package);
        Assert.Contains("missing: lib/net10.0/lib.dll",
            (await folder.RunAsync("manifest", "verify", ReleaseFolder.Package)).Expect(5).Output);
    }

    [TestMethod]
    public async Task A_published_folder_is_held_against_its_manifest()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePublishedAsync(folder, "publish");
        (await VerifyAsync(folder, "publish")).Expect(0);
        folder.Assembly("publish/plugins/evil.dll");
        Assert.Contains("added: plugins/evil.dll", (await VerifyAsync(folder, "publish")).Expect(5).Output);
        folder.Flip("publish/app.dll", 0x200);
        Assert.Contains("changed: app.dll", (await VerifyAsync(folder, "publish")).Expect(5).Output);
        File.Delete(folder.File("publish", "app.dll"));
        Assert.Contains("missing: app.dll", (await VerifyAsync(folder, "publish")).Expect(5).Output);
    }

    [TestMethod]
    public async Task What_was_not_tested_is_told()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        var path = folder.File(ReleaseFolder.Manifest);
        var manifest = await SignatureManifestFile.ReadAsync(path, CancellationToken.None);
        var file = manifest.Files[0] with { Tested = new ManifestTested(ManifestTestedKind.Untested, "It holds resources only.") };
        await SignatureManifestFile.WriteAsync(
            manifest with { Tests = new ManifestTests { Runs = [] }, Files = [file] }, path, CancellationToken.None);
        File.Delete($"{path}.p7s");
        await ReleaseFolder.SignManifestAsync(folder, ReleaseFolder.Manifest);
        var result = (await VerifyAsync(folder, ".")).Expect(0);
        Assert.Contains("0 tests passed before, in 0 runs.", result.Output);
        Assert.Contains("not tested: lib/net10.0/lib.dll: It holds resources only.", result.Output);
    }

    [TestMethod]
    public async Task Who_signed_the_manifest_is_told()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        var result = (await VerifyAsync(folder, ".")).Expect(0);
        Assert.Contains("manifest: trusted, signed by CodeSign Test", result.Output);
    }

    [TestMethod]
    public async Task A_manifest_by_somebody_unknown_is_untrusted_and_compared_all_the_same()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        var result = (await folder.RunAsync("manifest", "verify", ".")).Expect(4);
        Assert.StartsWith("unchanged  ", result.Output);
        Assert.Contains("manifest: untrusted: ", result.Output);
    }

    [TestMethod]
    public async Task A_manifest_without_a_signature_is_unsigned_and_compared_all_the_same()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        File.Delete(folder.File($"{ReleaseFolder.Manifest}.p7s"));
        var result = (await VerifyAsync(folder, ".")).Expect(3);
        Assert.StartsWith("unchanged  ", result.Output);
        Assert.Contains("manifest: unsigned", result.Output);
    }

    [TestMethod]
    public async Task A_manifest_that_was_changed_with_its_package_is_invalid()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        File.AppendAllText(folder.File(ReleaseFolder.Manifest), "\n");
        var result = (await VerifyAsync(folder, ".")).Expect(5);
        Assert.StartsWith("unchanged  ", result.Output);
        Assert.Contains("manifest: invalid: ", result.Output);
    }

    [TestMethod]
    public async Task A_folder_without_a_manifest_is_an_error()
    {
        await using var folder = new ToolFolder();
        Assert.Contains("CSB7001", (await folder.RunAsync("manifest", "verify", ".")).Expect(1).Error);
    }

    [TestMethod]
    public async Task Somebody_elses_manifest_in_the_same_folder_is_not_read()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        folder.Write("A.1.0.0.codesign.json", """{"schemaVersion":99}""");
        folder.Write("Z.1.0.0.codesign.json", "no JSON");
        (await VerifyAsync(folder, ReleaseFolder.Package)).Expect(0);
    }

    [TestMethod]
    public async Task A_package_is_known_by_its_id_and_version_whatever_its_file_is_called()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        File.Move(folder.File(ReleaseFolder.Package), folder.File("renamed.nupkg"));
        (await VerifyAsync(folder, "renamed.nupkg")).Expect(0);
        File.Move(folder.File("renamed.nupkg"), folder.File("symbols.snupkg"));
        Assert.Contains("CSB7001", (await VerifyAsync(folder, "symbols.snupkg")).Expect(1).Error);
        Assert.Contains("CSB4503", (await VerifyAsync(folder, folder.Write("broken.nupkg", "no zip"))).Expect(1).Error);
    }

    [TestMethod]
    public async Task A_damaged_program_that_the_manifest_does_not_list_was_added()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePublishedAsync(folder, "publish");
        folder.Write("publish/short.dll", "MZ");
        folder.Write("publish/empty.txt", "");
        var result = (await VerifyAsync(folder, "publish")).Expect(5);
        Assert.Contains("added: short.dll", result.Output);
        Assert.DoesNotContain("empty.txt", result.Output);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task In_a_folder_with_links_in_a_circle_each_file_is_looked_at_once()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePublishedAsync(folder, "publish");
        Directory.CreateSymbolicLink(folder.File("publish", "up"), "../publish");
        (await VerifyAsync(folder, "publish")).Expect(0);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task Where_a_folder_cannot_be_read_nothing_is_said_to_be_unchanged()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePublishedAsync(folder, "publish");
        using var deep = new UnreachableFolder(folder, "publish");
        var result = (await VerifyAsync(folder, "publish")).Expect(1);
        Assert.Contains("CSB7002", result.Error);
        Assert.AreEqual("", result.Output);
    }

    private static Task<ToolResult> VerifyAsync(ToolFolder folder, string name) =>
        folder.RunAsync("manifest", "verify", name, "--trusted-root", "root.pem");
}
