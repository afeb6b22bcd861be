using System.IO.Compression;
using System.Text.Json.Nodes;
using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Commands;

[TestClass]
public sealed class InspectTests
{
    [TestMethod]
    public async Task Certificates_attributes_and_timestamps_are_shown()
    {
        await using var folder = new ToolFolder();
        var file = await folder.SignedAssemblyAsync();
        var output = (await folder.RunAsync("inspect", file, "--trusted-root", "root.pem")).Expect(0).Output;
        Assert.Contains("verdict: trusted", output);
        Assert.Contains("content type: SpcIndirectDataContent", output);
        Assert.Contains("certificate 1: CN=CodeSign Test", output);
        Assert.Contains("signed messageDigest: ", output);
        Assert.Contains("signature 1, timestamp 1: SignedData", output);
        Assert.Contains("imprint: SHA-256 ", output);
    }

    [TestMethod]
    public async Task A_broken_signature_is_shown_all_the_same()
    {
        await using var folder = new ToolFolder();
        var file = await folder.SignedAssemblyAsync();
        folder.Flip(file, 0x200);
        var output = (await folder.RunAsync("inspect", file, "--trusted-root", "root.pem")).Expect(0).Output;
        Assert.Contains("verdict: invalid", output);
        Assert.Contains("certificate 1: CN=CodeSign Test", output);
    }

    [TestMethod]
    public async Task Packages_and_signatures_beside_files_are_looked_into_too()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        var package = (await folder.RunAsync("inspect", ReleaseFolder.Package, "--trusted-root", "root.pem")).Expect(0).Output;
        Assert.Contains("signed commitmentTypeIndication: proofOfOrigin (author)", package);
        folder.Write("install.sh", "echo hello\n");
        (await folder.RunAsync("sign", "install.sh", "--detached", "--key", "key.pem", "--no-timestamp", "--trusted-root",
            "root.pem")).Expect(0);
        Assert.Contains("signed signingCertificateV2: SHA256",
            (await folder.RunAsync("inspect", "install.sh", "--trusted-root", "root.pem")).Expect(0).Output);
    }

    [TestMethod]
    public async Task The_same_is_there_as_JSON()
    {
        await using var folder = new ToolFolder();
        var file = await folder.SignedAssemblyAsync();
        var result = (await folder.RunAsync("inspect", file, "--trusted-root", "root.pem", "--format", "json")).Expect(0);
        var signature = JsonNode.Parse(result.Output)!["files"]![0]!["signature"]!;
        Assert.HasCount(1, signature["signers"]!.AsArray());
        var stamped = signature["signers"]![0]!["unsignedAttributes"]!.AsArray().Single(attribute =>
            attribute!["messages"]!.AsArray().Count == 1);
        Assert.IsNotNull(stamped!["messages"]![0]!["timestamp"]!["genTime"]);
    }

    [TestMethod]
    public async Task An_archive_that_is_no_package_is_called_a_zip()
    {
        await using var folder = new ToolFolder();
        using (var archive = ZipFile.Open(folder.File("plain.zip"), ZipArchiveMode.Create))
            archive.CreateEntryFromFile(folder.File("root.pem"), "root.pem");
        ReleaseFolder.WriteZip(folder, "package.nupkg");
        var output = (await folder.RunAsync("inspect", "plain.zip", "package.nupkg")).Expect(0).Output;
        Assert.Contains("format: zip", output);
        Assert.Contains("format: nupkg", output);
    }
}
