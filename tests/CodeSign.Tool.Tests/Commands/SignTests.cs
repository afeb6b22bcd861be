using CodeSign.Testing;
using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Commands;

[TestClass]
public sealed class SignTests
{
    private static readonly string[] Options = ["--key", "key.pem", "--trusted-root", "root.pem"];

    [TestMethod]
    public async Task Files_are_signed_in_place_and_osslsigncode_agrees()
    {
        await using var folder = new ToolFolder();
        var file = await folder.SignedAssemblyAsync();
        var verified = await Run.ProcessAsync(
            "osslsigncode",
            ["verify", "-CAfile", folder.File("root.pem"), "-TSA-CAfile", folder.File("root.pem"), "-ignore-crl", "-in",
                folder.File(file)]);
        Assert.AreEqual(0, verified.ExitCode, verified.AllOutput);
    }

    [TestMethod]
    public async Task With_an_output_folder_the_files_stay_and_copies_are_signed()
    {
        await using var folder = new ToolFolder();
        var before = await File.ReadAllBytesAsync(folder.File(folder.Assembly("in/lib/app.dll")));
        (await folder.RunAsync(["sign", "in/**/*.dll", "--output", "out", "--no-timestamp", .. Options])).Expect(0);
        CollectionAssert.AreEqual(before, await File.ReadAllBytesAsync(folder.File("in/lib/app.dll")));
        (await folder.RunAsync("verify", "out/lib/app.dll", "--trusted-root", "root.pem")).Expect(0);
    }

    [TestMethod]
    public async Task If_one_file_cannot_be_signed_all_stay_as_they_are()
    {
        await using var folder = new ToolFolder();
        var before = await File.ReadAllBytesAsync(folder.File(folder.Assembly()));
        folder.Write("notes.txt", "no program");
        var result = (await folder.RunAsync(["sign", "app.dll", "notes.txt", "--no-timestamp", .. Options])).Expect(1);
        Assert.Contains("notes.txt: error CSB7010", result.Error);
        CollectionAssert.AreEqual(before, await File.ReadAllBytesAsync(folder.File("app.dll")));
    }

    [TestMethod]
    public async Task Without_a_timestamp_server_signing_is_refused_unless_asked_for()
    {
        await using var folder = new ToolFolder();
        var result = (await folder.RunAsync(["sign", folder.Assembly(), .. Options])).Expect(1);
        Assert.Contains("CSB7011", result.Error);
        (await folder.RunAsync(["sign", "app.dll", "--no-timestamp", .. Options])).Expect(0);
    }

    [TestMethod]
    public async Task What_is_signed_with_this_certificate_already_stays_as_it_is()
    {
        await using var folder = new ToolFolder();
        var file = await folder.SignedAssemblyAsync();
        var before = await File.ReadAllBytesAsync(folder.File(file));
        var result = (
            await folder.RunAsync(["sign", file, "--timestamp-server", folder.Timestamps.Address.AbsoluteUri, .. Options])).Expect(0);
        Assert.StartsWith("unchanged", result.Output);
        CollectionAssert.AreEqual(before, await File.ReadAllBytesAsync(folder.File(file)));
    }

    [TestMethod]
    public async Task Somebody_elses_signature_is_kept_beside_ours_only_when_asked_for()
    {
        await using var folder = new ToolFolder();
        var file = await folder.SignedAssemblyAsync();
        TestIdentities.SelfSigned.WritePem(folder.File("other.pem"));
        string[] sign = ["sign", file, "--key", "other.pem", "--no-timestamp", "--trusted-root", "root.pem"];
        Assert.Contains("CSB2501", (await folder.RunAsync(sign)).Expect(1).Error);
        (await folder.RunAsync([.. sign, "--existing", "append"])).Expect(0);
        var verified = (await folder.RunAsync("inspect", file, "--trusted-root", "root.pem")).Expect(0);
        Assert.Contains("signature 1, nested signature 1", verified.Output);
    }

    [TestMethod]
    public async Task The_password_comes_from_the_variable_that_is_named()
    {
        await using var folder = new ToolFolder();
        TestIdentities.CodeSigning.WritePfx(folder.File("key.pfx"), "s3cret");
        string[] sign = ["sign", folder.Assembly(), "--key", "key.pfx", "--password-variable", "MY_PASSWORD", "--no-timestamp",
            "--trusted-root", "root.pem"];
        (await folder.RunAsync(sign)).Expect(1);
        folder.Environment["MY_PASSWORD"] = "s3cret";
        var result = (await folder.RunAsync(sign)).Expect(0);
        Assert.DoesNotContain("s3cret", result.Output + result.Error);
    }

    [TestMethod]
    public async Task Two_files_never_become_one()
    {
        await using var folder = new ToolFolder();
        folder.Assembly("a/app.dll");
        folder.Assembly("b/app.dll");
        (await folder.RunAsync(["sign", "a/app.dll", "b/app.dll", "--output", "out", "--no-timestamp", .. Options])).Expect(2);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task By_a_link_the_file_that_it_leads_to_is_signed_once_and_the_link_stays()
    {
        await using var folder = new ToolFolder();
        folder.Assembly("lib/real.1.dll");
        File.CreateSymbolicLink(folder.File("real.dll"), "lib/real.1.dll");
        await folder.SignAsync("real.dll", "lib/*.dll");
        Assert.AreEqual("lib/real.1.dll", new FileInfo(folder.File("real.dll")).LinkTarget);
        (await folder.RunAsync("verify", "lib/real.1.dll", "real.dll", "--trusted-root", "root.pem")).Expect(0);
        (await folder.RunAsync("strip", "real.dll")).Expect(0);
        Assert.AreEqual("lib/real.1.dll", new FileInfo(folder.File("real.dll")).LinkTarget);
        (await folder.RunAsync("verify", "lib/real.1.dll")).Expect(3);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task With_an_output_folder_the_copy_of_a_link_is_a_file()
    {
        await using var folder = new ToolFolder();
        var before = await File.ReadAllBytesAsync(folder.File(folder.Assembly("real.1.dll")));
        File.CreateSymbolicLink(folder.File("real.dll"), "real.1.dll");
        (await folder.RunAsync(["sign", "real.dll", "--output", "out", "--no-timestamp", .. Options])).Expect(0);
        Assert.IsNull(new FileInfo(folder.File("out", "real.dll")).LinkTarget);
        CollectionAssert.AreEqual(before, await File.ReadAllBytesAsync(folder.File("real.1.dll")));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [Timeout(120_000)]
    public async Task A_named_pipe_is_refused()
    {
        await using var folder = new ToolFolder();
        Assert.AreEqual(0, (await Run.ProcessAsync("mkfifo", [folder.File("pipe.dll")])).ExitCode);
        var result = (await folder.RunAsync(["sign", "pipe.dll", "--no-timestamp", .. Options])).Expect(1);
        Assert.Contains("not a regular file", result.Error);
        (await folder.RunAsync(["sign", "pipe.dll", "--detached", "--no-timestamp", .. Options])).Expect(1);
    }
}
