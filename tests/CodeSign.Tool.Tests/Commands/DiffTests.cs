using System.IO.Compression;
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

    [TestMethod]
    [DataRow(12)]
    [DataRow(16)]
    [DataRow(5000)]
    public async Task What_stands_behind_a_signature_is_a_difference(int size)
    {
        await using var folder = new ToolFolder();
        var signed = await File.ReadAllBytesAsync(folder.File(await folder.SignedAssemblyAsync()));
        folder.Write("payload.dll", [.. signed, .. Enumerable.Repeat((byte)0xC3, size)]);
        var result = (await folder.RunAsync("diff", "app.dll", "payload.dll")).Expect(5);
        Assert.Contains("more than a sound signature", result.Output);
        ReleaseFolder.WriteZip(folder, "one.nupkg", ("lib/app.dll", signed));
        ReleaseFolder.WriteZip(folder, "other.nupkg", ("lib/app.dll", await File.ReadAllBytesAsync(folder.File("payload.dll"))));
        Assert.Contains("lib/app.dll: one has more", (await folder.RunAsync("diff", "one.nupkg", "other.nupkg")).Expect(5).Output);
    }

    [TestMethod]
    public async Task What_stands_in_the_place_of_a_signature_is_a_difference()
    {
        await using var folder = new ToolFolder();
        var signed = await File.ReadAllBytesAsync(folder.File(await folder.SignedAssemblyAsync()));
        // The table stays where it is, and holds well-formed DER of another kind.
        var table = BitConverter.ToInt32(signed, BitConverter.ToInt32(signed, 0x3C) + 24 + DirectoryOf(signed) + 32);
        signed[table + 8] = 0x04;
        folder.Write("payload.dll", signed);
        (await folder.RunAsync("diff", "app.dll", "payload.dll")).Expect(5);
    }

    [TestMethod]
    public async Task What_is_called_a_packages_signature_and_is_none_is_a_difference()
    {
        await using var folder = new ToolFolder();
        ReleaseFolder.WriteZip(folder, "one.nupkg", ("lib/a.txt", "text"u8.ToArray()));
        ReleaseFolder.WriteZip(folder, "other.nupkg", ("lib/a.txt", "text"u8.ToArray()), (".signature.p7s", "payload"u8.ToArray()));
        (await folder.RunAsync("diff", "one.nupkg", "other.nupkg")).Expect(5);
    }

    [TestMethod]
    public async Task A_comment_in_a_package_is_a_difference()
    {
        await using var folder = new ToolFolder();
        ReleaseFolder.WriteZip(folder, "one.nupkg", ("lib/a.txt", "text"u8.ToArray()));
        File.Copy(folder.File("one.nupkg"), folder.File("other.nupkg"));
        using (var archive = ZipFile.Open(folder.File("other.nupkg"), ZipArchiveMode.Update))
            archive.Comment = "payload";
        (await folder.RunAsync("diff", "one.nupkg", "other.nupkg")).Expect(5);
    }

    /// <summary>Where the data directories begin in the optional header.</summary>
    private static int DirectoryOf(byte[] file) =>
        BitConverter.ToUInt16(file, BitConverter.ToInt32(file, 0x3C) + 24) == 0x20B ? 112 : 96;
}
