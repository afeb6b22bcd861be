using System.Text.Json;
using CodeSign.Testing;
using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Commands;

[TestClass]
public sealed class PlanTests
{
    [TestMethod]
    public async Task A_plan_says_what_would_be_signed_and_changes_nothing()
    {
        await using var folder = new ToolFolder();
        var before = await File.ReadAllBytesAsync(folder.File(folder.Assembly()));
        var result = (await folder.RunAsync("plan", "app.dll", "--key", "not-there.pfx")).Expect(0);
        Assert.StartsWith("sign       app.dll", result.Output);
        Assert.Contains("1 file would be signed.", result.Output);
        CollectionAssert.AreEqual(before, await File.ReadAllBytesAsync(folder.File("app.dll")));
        var whole = (await folder.RunAsync("plan", folder.File("app.dll"))).Expect(0);
        Assert.StartsWith($"sign       {folder.File("app.dll").Replace('\\', '/')}", whole.Output);
    }

    [TestMethod]
    public async Task As_JSON_it_is_the_plan_document()
    {
        await using var folder = new ToolFolder();
        var result = (await folder.RunAsync("plan", folder.Assembly(), "--format", "json", "--hash-algorithm", "SHA384")).Expect(0);
        using var json = JsonDocument.Parse(result.Output);
        Assert.AreEqual(1, json.RootElement.GetProperty("schemaVersion").GetInt32());
        Assert.IsFalse(json.RootElement.GetProperty("hasKey").GetBoolean());
        var file = json.RootElement.GetProperty("files")[0];
        Assert.AreEqual("app.dll", file.GetProperty("path").GetString());
        Assert.AreEqual("sign", file.GetProperty("action").GetString());
        Assert.AreEqual("SHA384", file.GetProperty("signature").GetProperty("digestAlgorithm").GetString());
    }

    [TestMethod]
    public async Task Whether_we_have_signed_a_file_is_told_by_the_certificate()
    {
        await using var folder = new ToolFolder();
        var file = await folder.SignedAssemblyAsync();
        Assert.StartsWith("undecided  app.dll", (await folder.RunAsync("plan", file, "--trusted-root", "root.pem")).Expect(0).Output);
        folder.Write("certificate.pem", TestIdentities.CodeSigning.Certificate.ExportCertificatePem());
        var known = await folder.RunAsync("plan", file, "--trusted-root", "root.pem", "--certificate", "certificate.pem");
        Assert.StartsWith("unchanged  app.dll", known.Expect(0).Output);
    }

    [TestMethod]
    public async Task Signatures_beside_files_are_planned_and_not_made()
    {
        await using var folder = new ToolFolder();
        folder.Write("install.sh", "echo hello\n");
        string[] plan = ["plan", "install.sh", "--detached", "--trusted-root", "root.pem"];
        var text = (await folder.RunAsync([.. plan, "--key", "not-there.pfx"])).Expect(0).Output;
        Assert.StartsWith("sign       install.sh  beside it, in install.sh.p7s", text);
        Assert.Contains("1 file would be signed beside.", text);
        Assert.IsFalse(File.Exists(folder.File("install.sh.p7s")));

        using var json = JsonDocument.Parse((await folder.RunAsync([.. plan, "--format", "json"])).Expect(0).Output);
        var beside = json.RootElement.GetProperty("detached")[0];
        Assert.AreEqual("install.sh.p7s sign", $"{beside.GetProperty("signaturePath")} {beside.GetProperty("action")}");
    }

    [TestMethod]
    public async Task What_stands_in_the_place_of_a_signature_is_judged_as_sign_does()
    {
        await using var folder = new ToolFolder();
        await folder.SignAsync(folder.Write("install.sh", "echo hello\n"), "--detached");
        string[] plan = ["plan", "install.sh", "--detached", "--trusted-root", "root.pem"];
        Assert.Contains("1 undecided", (await folder.RunAsync(plan)).Expect(0).Output);
        folder.Write("certificate.pem", TestIdentities.CodeSigning.Certificate.ExportCertificatePem());
        Assert.StartsWith("sign       install.sh", (await folder.RunAsync([.. plan, "--certificate", "certificate.pem"])).Expect(0).Output);
        folder.Write("other.pem", TestIdentities.SelfSigned.Certificate.ExportCertificatePem());
        Assert.Contains("install.sh: error CSB7012", (await folder.RunAsync([.. plan, "--certificate", "other.pem"])).Expect(1).Error);
        folder.Write("install.sh.p7s", "no signature");
        Assert.Contains("install.sh: error CSB7012", (await folder.RunAsync(plan)).Expect(1).Error);
        (await folder.RunAsync([.. plan, "--existing", "replace"])).Expect(0);
    }

    [TestMethod]
    public async Task What_sign_would_refuse_is_refused_in_the_plan()
    {
        await using var folder = new ToolFolder();
        folder.Write("notes.txt", "no program");
        var result = (await folder.RunAsync("plan", folder.Assembly(), "notes.txt")).Expect(1);
        Assert.Contains("notes.txt: error CSB7010", result.Error);
        Assert.AreEqual("", result.Output);
    }
}
