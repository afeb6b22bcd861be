using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Commands;

[TestClass]
public sealed class DiffTests
{
    [TestMethod]
    public async Task A_signed_file_is_the_same_as_the_unsigned_one_of_another_build()
    {
        await using var folder = new ToolFolder();
        await folder.SignedAssemblyAsync("signed.dll");
        folder.Assembly("unsigned.dll");
        Assert.Contains("but for signatures", (await folder.RunAsync("diff", "signed.dll", "unsigned.dll")).Expect(0).Output);
        folder.Flip("unsigned.dll", 0x300);
        Assert.Contains("differ", (await folder.RunAsync("diff", "signed.dll", "unsigned.dll")).Expect(5).Output);
    }

    [TestMethod]
    public async Task Packages_are_compared_entry_by_entry()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        var unsigned = await File.ReadAllBytesAsync(folder.File(folder.Assembly("unsigned.dll")));
        ReleaseFolder.WriteZip(folder, "rebuilt.nupkg", ("lib/net10.0/lib.dll", unsigned));
        var same = (await folder.RunAsync("diff", ReleaseFolder.Package, "rebuilt.nupkg")).Expect(0);
        Assert.Contains("lib/net10.0/lib.dll: the same but for its signature", same.Output);
        ReleaseFolder.WriteZip(folder, "other.nupkg", ("lib/net10.0/other.dll", unsigned));
        var different = (await folder.RunAsync("diff", ReleaseFolder.Package, "other.nupkg")).Expect(5);
        Assert.Contains($"lib/net10.0/lib.dll: only in {ReleaseFolder.Package}", different.Output);
        Assert.Contains("lib/net10.0/other.dll: only in other.nupkg", different.Output);
    }

    [TestMethod]
    public async Task Files_of_different_kinds_differ()
    {
        await using var folder = new ToolFolder();
        (await folder.RunAsync("diff", folder.Assembly(), folder.Write("notes.txt", "text"))).Expect(5);
        (await folder.RunAsync("diff", "app.dll", "app.dll")).Expect(0);
        (await folder.RunAsync("diff", "app.dll", "missing.dll")).Expect(1);
    }
}
