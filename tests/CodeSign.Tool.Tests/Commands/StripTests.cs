using CodeSign.Testing;
using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Commands;

[TestClass]
public sealed class StripTests
{
    [TestMethod]
    public async Task What_is_left_is_unsigned_and_osslsigncode_finds_no_signature()
    {
        await using var folder = new ToolFolder();
        var file = await folder.SignedAssemblyAsync();
        (await folder.RunAsync("strip", file)).Expect(0);
        (await folder.RunAsync("verify", file)).Expect(3);
        var judged = await Run.ProcessAsync("osslsigncode", ["verify", "-in", folder.File(file)]);
        Assert.Contains("No signature found", judged.AllOutput);
    }

    [TestMethod]
    public async Task With_the_manifest_the_very_original_comes_back()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePublishedAsync(folder, "publish");
        var original = await File.ReadAllBytesAsync(folder.File(folder.Assembly("original.dll")));
        var result = (
            await folder.RunAsync("strip", "publish/app.dll", "--manifest", $"publish/{ReleaseFolder.Manifest}", "--output",
                "out")).Expect(0);
        Assert.Contains("the very original", result.Output);
        CollectionAssert.AreEqual(original, await File.ReadAllBytesAsync(folder.File("out", "app.dll")));
    }

    [TestMethod]
    public async Task The_original_of_an_odd_length_comes_back_too()
    {
        await using var folder = new ToolFolder();
        byte[] original = [.. await File.ReadAllBytesAsync(folder.File(folder.Assembly())), 1, 2, 3];
        folder.Write("odd.dll", original);
        await folder.SignAsync("odd.dll");
        (await folder.RunAsync("diff", "odd.dll", folder.Write("before.dll", original))).Expect(0);
    }

    [TestMethod]
    public async Task A_file_that_the_manifest_does_not_list_is_proved_by_nothing()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePublishedAsync(folder, "publish");
        var file = await folder.SignedAssemblyAsync("other.dll");
        var result = (await folder.RunAsync("strip", file, "--manifest", $"publish/{ReleaseFolder.Manifest}", "--output", "out")).Expect(5);
        Assert.Contains("the manifest does not list this file", result.Output);
    }

    [TestMethod]
    public async Task Of_a_package_the_very_file_that_was_signed_is_left()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        var result = (
            await folder.RunAsync("strip", ReleaseFolder.Package, "--manifest", ReleaseFolder.Manifest, "--output", "out")).Expect(0);
        Assert.Contains("the very original", result.Output);
        (await folder.RunAsync("verify", $"out/{ReleaseFolder.Package}")).Expect(3);
    }

    [TestMethod]
    public async Task What_carries_no_signature_stays_as_it_is_and_what_cannot_is_an_error()
    {
        await using var folder = new ToolFolder();
        Assert.StartsWith("unsigned   app.dll", (await folder.RunAsync("strip", folder.Assembly())).Expect(0).Output);
        Assert.Contains("CSB7030", (await folder.RunAsync("strip", folder.Write("notes.txt", "text"))).Expect(1).Error);
    }
}
