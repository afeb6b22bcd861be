using CodeSign.Testing;
using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Commands;

[TestClass]
public sealed class VerifyTests
{
    private static readonly string[] Trust = ["--trusted-root", "root.pem", "--only-given-roots"];

    [TestMethod]
    public async Task A_file_signed_under_a_given_root_is_trusted()
    {
        await using var folder = new ToolFolder();
        var file = await folder.SignedAssemblyAsync();
        var result = (await folder.RunAsync(["verify", file, .. Trust])).Expect(0);
        Assert.StartsWith("trusted    app.dll", result.Output);
        Assert.Contains("timestamped 20", result.Output);
        Assert.Contains("1 file: 1 trusted.", result.Output);
        Assert.AreEqual("", result.Error);
    }

    [TestMethod]
    public async Task The_exit_code_is_that_of_the_worst_file()
    {
        await using var folder = new ToolFolder();
        var trusted = await folder.SignedAssemblyAsync();
        var changed = await folder.SignedAssemblyAsync("changed.dll");
        folder.Flip(changed, 0x200);
        var unsigned = folder.Assembly("unsigned.dll");
        (await folder.RunAsync(["verify", trusted, .. Trust])).Expect(0);
        (await folder.RunAsync(["verify", trusted, unsigned, .. Trust])).Expect(3);
        (await folder.RunAsync(["verify", trusted, unsigned])).Expect(4);
        (await folder.RunAsync(["verify", trusted, unsigned, changed, .. Trust])).Expect(5);
    }

    [TestMethod]
    public async Task Without_a_policy_the_output_says_what_trusted_means()
    {
        await using var folder = new ToolFolder();
        var result = (await folder.RunAsync("verify", folder.Assembly())).Expect(3);
        Assert.Contains("'Trusted' means: signed by someone publicly trusted", result.Output);
    }

    [TestMethod]
    public async Task What_makes_a_file_invalid_stands_beneath_it()
    {
        await using var folder = new ToolFolder();
        var file = await folder.SignedAssemblyAsync();
        folder.Flip(file, 0x200);
        var result = (await folder.RunAsync(["verify", file, .. Trust])).Expect(5);
        Assert.Contains("ContentDigestMismatch (signature 1)", result.Output);
    }

    [TestMethod]
    public async Task A_missing_file_is_an_error_and_the_others_are_verified_all_the_same()
    {
        await using var folder = new ToolFolder();
        var file = await folder.SignedAssemblyAsync();
        var result = (await folder.RunAsync(["verify", "missing.dll", file, .. Trust])).Expect(1);
        Assert.Contains("trusted    app.dll", result.Output);
        Assert.Contains("missing.dll: error CSB7001", result.Error);
    }

    [TestMethod]
    public async Task A_signature_beside_a_file_counts()
    {
        await using var folder = new ToolFolder();
        folder.Write("install.sh", "echo hello\n");
        (await folder.RunAsync("sign", "install.sh", "--detached", "--key", "key.pem", "--no-timestamp", "--trusted-root",
            "root.pem")).Expect(0);
        (await folder.RunAsync(["verify", "install.sh", .. Trust])).Expect(0);
        (await folder.RunAsync(["verify", "install.sh.p7s", .. Trust])).Expect(0);
        folder.Write("install.sh", "echo evil\n");
        (await folder.RunAsync(["verify", "install.sh", .. Trust])).Expect(5);
    }

    [TestMethod]
    public async Task A_folder_needs_recurse_and_files_that_carry_no_signature_are_left_out_there()
    {
        await using var folder = new ToolFolder();
        await folder.SignedAssemblyAsync("bin/app.dll");
        folder.Write("bin/app.json", "{}");
        (await folder.RunAsync(["verify", "bin", .. Trust])).Expect(2);
        var result = (await folder.RunAsync(["verify", "bin", "--recurse", .. Trust])).Expect(0);
        Assert.Contains("1 file: 1 trusted.", result.Output);
        Assert.Contains("1 other file of kinds that carry no signature", result.Output);
    }

    [TestMethod]
    public async Task A_folder_without_anything_to_verify_is_an_error()
    {
        await using var folder = new ToolFolder();
        folder.Write("bin/app.json", "{}");
        var result = (await folder.RunAsync(["verify", "bin", "--recurse", .. Trust])).Expect(1);
        Assert.Contains("CSB7003", result.Error);
    }

    [TestMethod]
    public async Task A_policy_decides_whose_signature_is_accepted()
    {
        await using var folder = new ToolFolder();
        var file = await folder.SignedAssemblyAsync();
        folder.Write("mine.json",
            """{ "schemaVersion": 1, "rules": [ { "name": "ours", "files": ["*.dll"], "signers": [ { "subject": { "CN": "CodeSign Test" } } ] } ] }""");
        folder.Write("theirs.json",
            """{ "schemaVersion": 1, "rules": [ { "name": "theirs", "files": ["*.dll"], "signers": [ { "subject": { "CN": "Somebody Else" } } ] } ] }""");
        Assert.Contains("accepted by the rule 'ours'",
            (await folder.RunAsync(["verify", file, "--policy", "mine.json", .. Trust])).Expect(0).Output);
        var refused = (await folder.RunAsync(["verify", file, "--policy", "theirs.json", .. Trust])).Expect(4);
        Assert.Contains("refused by the rule 'theirs'", refused.Output);
        Assert.Contains("PolicySigner", refused.Output);
    }

    [TestMethod]
    public async Task A_manifest_that_a_policy_demands_counts_only_with_a_signature_of_the_rules_signers()
    {
        await using var folder = new ToolFolder();
        await ReleaseFolder.WritePackageAsync(folder);
        folder.Write("policy.json",
            """
            { "schemaVersion": 1, "rules": [ { "name": "ours", "files": ["*.nupkg"], "manifest": "required",
              "signers": [ { "subject": { "CN": "CodeSign Test" } } ] } ] }
            """);
        string[] verify = ["verify", ReleaseFolder.Package, "--policy", "policy.json", .. Trust];
        (await folder.RunAsync(verify)).Expect(0);

        File.Delete(folder.File(ReleaseFolder.Manifest + ".p7s"));
        Assert.Contains("which lists its digest, has no signature beside it", (await folder.RunAsync(verify)).Expect(4).Output);

        TestIdentities.SelfSigned.WritePem(folder.File("self.pem"));
        (await folder.RunAsync("sign", ReleaseFolder.Manifest, "--detached", "--no-timestamp", "--key", "self.pem", "--trusted-root",
            "self.pem")).Expect(0);
        Assert.Contains("is untrusted by its signature", (await folder.RunAsync(verify)).Expect(4).Output);
        File.WriteAllText(folder.File("self-root.pem"), TestIdentities.SelfSigned.ChainPem());
        Assert.Contains("whom the rule does not list",
            (await folder.RunAsync([.. verify, "--trusted-root", "self-root.pem"])).Expect(4).Output);

        File.AppendAllText(folder.File(ReleaseFolder.Manifest), "\n");
        Assert.Contains("is invalid by its signature", (await folder.RunAsync(verify)).Expect(4).Output);
    }

    [TestMethod]
    public async Task A_cancelled_run_says_so_and_writes_no_result()
    {
        await using var folder = new ToolFolder();
        var file = folder.Assembly();
        var result = (await folder.RunAsync(["verify", file, .. Trust], new CancellationToken(canceled: true))).Expect(130);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task Control_characters_in_names_do_not_reach_the_terminal()
    {
        await using var folder = new ToolFolder();
        var result = (await folder.RunAsync("verify", "a\u001b[2Kb.dll")).Expect(1);
        Assert.Contains(@"a\u001b[2Kb.dll", result.Error);
        Assert.DoesNotContain("\u001b", result.Error);
    }

    [TestMethod]
    [DataRow("verify")]
    [DataRow("verify", "app.dll", "--unknown")]
    [DataRow("verify", "app.dll", "--only-given-roots")]
    [DataRow("verify", "app.dll", "--format", "xml")]
    [DataRow("nonsense")]
    public async Task A_command_line_that_makes_no_sense_is_a_usage_error(params string[] arguments)
    {
        await using var folder = new ToolFolder();
        var result = (await folder.RunAsync(arguments)).Expect(2);
        Assert.Contains("--help", result.Error);
    }
}
