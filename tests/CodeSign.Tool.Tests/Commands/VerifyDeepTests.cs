using System.IO.Compression;
using System.Text.Json.Nodes;
using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Commands;

[TestClass]
public sealed class VerifyDeepTests
{
    private static readonly string[] Trust = ["--deep", "--trusted-root", "root.pem", "--only-given-roots"];

    [TestMethod]
    public async Task A_zip_is_looked_into_and_is_no_file_of_its_own()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        Pack(folder, "inner.zip", ReleaseFolder.Package);
        Pack(folder, "release.zip", "inner.zip", folder.Write("notes.txt", "text"));
        var result = (await folder.RunAsync(["verify", "release.zip", "--format", "json", .. Trust])).Expect(0);
        const string package = "release.zip!/inner.zip!/Sample.1.0.0.nupkg";
        var paths = JsonNode.Parse(result.Output)!["files"]!.AsArray().Select(file => (string)file!["path"]!);
        Assert.AreEqual($"{package}\n{package}!/lib/net10.0/lib.dll", string.Join('\n', paths));
    }

    [TestMethod]
    public async Task Something_unsigned_or_changed_in_an_archive_decides_the_exit_code()
    {
        await using var folder = new ToolFolder();
        await folder.SignedAssemblyAsync("signed.dll");
        Pack(folder, "unsigned.zip", "signed.dll", folder.Assembly("unsigned.dll"));
        Assert.Contains("unsigned   unsigned.zip!/unsigned.dll",
            (await folder.RunAsync(["verify", "unsigned.zip", .. Trust])).Expect(3).Output);
        folder.Flip("signed.dll", 0x200);
        Pack(folder, "changed.zip", "signed.dll");
        Assert.Contains("invalid    changed.zip!/signed.dll",
            (await folder.RunAsync(["verify", "changed.zip", .. Trust])).Expect(5).Output);
    }

    [TestMethod]
    public async Task A_signature_beside_an_entry_counts()
    {
        await using var folder = new ToolFolder();
        await folder.SignAsync(folder.Write("install.sh", "echo hello\n"), "--detached");
        Pack(folder, "good.zip", "install.sh", "install.sh.p7s");
        Assert.Contains("trusted    good.zip!/install.sh", (await folder.RunAsync(["verify", "good.zip", .. Trust])).Expect(0).Output);
        folder.Write("install.sh", "echo evil\n");
        Pack(folder, "bad.zip", "install.sh", "install.sh.p7s");
        Assert.Contains("invalid    bad.zip!/install.sh", (await folder.RunAsync(["verify", "bad.zip", .. Trust])).Expect(5).Output);
    }

    [TestMethod]
    public async Task An_archive_may_have_a_signature_beside_it_and_is_looked_into_all_the_same()
    {
        await using var folder = new ToolFolder();
        await folder.SignedAssemblyAsync("signed.dll");
        Pack(folder, "release.zip", "signed.dll");
        await folder.SignAsync("release.zip", "--detached");
        string[] trust = Trust[1..];
        Assert.Contains("trusted    release.zip", (await folder.RunAsync(["verify", "release.zip", .. trust])).Expect(0).Output);
        Pack(folder, "outer.zip", "release.zip", "release.zip.p7s");
        var deep = (await folder.RunAsync(["verify", "release.zip", "outer.zip", .. Trust])).Expect(0).Output;
        Assert.Contains("trusted    release.zip  CodeSign Test", deep);
        Assert.Contains("trusted    release.zip!/signed.dll", deep);
        Assert.Contains("trusted    outer.zip!/release.zip  CodeSign Test", deep);
        Assert.Contains("trusted    outer.zip!/release.zip!/signed.dll", deep);

        File.Delete(folder.File("release.zip"));
        Pack(folder, "release.zip", folder.Assembly("unsigned.dll"));
        Assert.Contains("invalid    release.zip", (await folder.RunAsync(["verify", "release.zip", .. trust])).Expect(5).Output);
    }

    [TestMethod]
    public async Task A_packages_signature_belongs_into_it()
    {
        await using var folder = new ToolFolder();
        ReleaseFolder.WriteZip(folder, "Sample.1.0.0.nupkg");
        await folder.SignAsync("Sample.1.0.0.nupkg", "--detached");
        var result = (await folder.RunAsync(["verify", "Sample.1.0.0.nupkg", .. Trust[1..]])).Expect(3);
        Assert.Contains("unsigned   Sample.1.0.0.nupkg", result.Output);
    }

    [TestMethod]
    public async Task A_zip_in_which_nothing_can_be_verified_is_unsigned_where_it_is_named()
    {
        await using var folder = new ToolFolder();
        await folder.SignedAssemblyAsync("bin/app.dll");
        Pack(folder, "bin/docs.zip", folder.Write("notes.txt", "text"));
        (await folder.RunAsync(["verify", "bin/docs.zip", .. Trust])).Expect(3);
        (await folder.RunAsync(["verify", "bin", "--recurse", .. Trust])).Expect(0);
    }

    [TestMethod]
    public async Task Code_scanning_is_told_which_entry_it_is()
    {
        await using var folder = new ToolFolder();
        Pack(folder, "release.zip", folder.Assembly("unsigned.dll"));
        var result = (await folder.RunAsync(["verify", "release.zip", "--format", "sarif", .. Trust])).Expect(3);
        var location = JsonNode.Parse(result.Output)!["runs"]![0]!["results"]![0]!["locations"]![0]!;
        Assert.AreEqual("release.zip", (string?)location["physicalLocation"]!["artifactLocation"]!["uri"]);
        Assert.AreEqual("unsigned.dll", (string?)location["logicalLocations"]![0]!["fullyQualifiedName"]);
    }

    [TestMethod]
    [DataRow("/etc/app.dll")]
    [DataRow("c:\\app.dll")]
    [DataRow("c:app.dll")]
    [DataRow("\\\\server\\app.dll")]
    [DataRow("lib\\..\\..\\app.dll")]
    public async Task An_entry_that_would_land_elsewhere_is_invalid(string entry)
    {
        await using var folder = new ToolFolder();
        await folder.SignedAssemblyAsync();
        using (var zip = ZipFile.Open(folder.File("release.zip"), ZipArchiveMode.Create))
            zip.CreateEntryFromFile(folder.File("app.dll"), entry);
        Assert.Contains("leads out of the folder", (await folder.RunAsync(["verify", "release.zip", .. Trust])).Expect(5).Output);
    }

    private static void Pack(ToolFolder folder, string name, params string[] files)
    {
        using var zip = ZipFile.Open(folder.File(name), ZipArchiveMode.Create);
        foreach (var file in files)
            zip.CreateEntryFromFile(folder.File(file), file);
    }
}
