using CodeSign.Tool.Tests.Harness;

namespace CodeSign.Tool.Tests.Commands;

/// <summary>The gate between a restore and the build.</summary>
[TestClass]
public sealed class VerifyAssetsTests
{
    private const string Library = "lib/net10.0/Sample.dll";
    private static readonly string[] Verify = ["verify", "--assets", RestoredProject.Project, "--trusted-root", "root.pem", "--only-given-roots"];

    [TestMethod]
    public async Task A_signed_package_whose_files_are_as_they_were_extracted_is_trusted()
    {
        await using var folder = new ToolFolder();
        await RestoredProject.CreateAsync(folder, ("compile", Library), (null, "docs/unused.txt"));
        var result = (await folder.RunAsync(Verify)).Expect(0);
        Assert.StartsWith("trusted    Sample 1.0.0", result.Output);
        Assert.Contains("1 file: 1 trusted.", result.Output);
    }

    [TestMethod]
    public async Task A_file_that_was_changed_after_the_restore_is_found_and_named_and_one_that_no_build_uses_is_not()
    {
        await using var folder = new ToolFolder();
        var project = await RestoredProject.CreateAsync(folder, ("compile", Library), (null, "docs/unused.txt"));
        File.WriteAllText(project.Extracted("docs/unused.txt"), "Changed");
        (await folder.RunAsync(Verify)).Expect(0);

        File.WriteAllText(project.Extracted(Library), $"Content of lib/net10.0/SampleXdll");
        var result = (await folder.RunAsync(Verify)).Expect(5);
        Assert.StartsWith("invalid    Sample 1.0.0", result.Output);
        Assert.Contains($"ExtractedFile: Files differ from the package that they were extracted from: {Library}.", result.Output);
    }

    [TestMethod]
    public async Task Of_a_package_that_runs_code_in_the_build_every_file_counts_and_none_may_be_added()
    {
        await using var folder = new ToolFolder();
        var project = await RestoredProject.CreateAsync(folder, ("build", "build/Sample.targets"), (null, "tasks/Task.dll"), (null, "data/a.txt"));
        (await folder.RunAsync(Verify)).Expect(0);

        File.WriteAllText(project.Extracted("build/Extra.targets"), "<Project />");
        Assert.Contains("are not in the package: build/Extra.targets.", (await folder.RunAsync(Verify)).Expect(5).Output);
        File.Delete(project.Extracted("build/Extra.targets"));
        File.WriteAllText(project.Extracted("tasks/Task.dll"), "Changed");
        Assert.Contains("extracted from: tasks/Task.dll.", (await folder.RunAsync(Verify)).Expect(5).Output);
        File.Delete(project.Extracted("tasks/Task.dll"));
        Assert.Contains("extracted into: tasks/Task.dll.", (await folder.RunAsync(Verify)).Expect(5).Output);
    }

    [TestMethod]
    public async Task A_file_that_the_assets_file_names_and_the_package_does_not_have_is_refused()
    {
        await using var folder = new ToolFolder();
        var project = await RestoredProject.CreateAsync(folder, ("compile", Library));
        project.List("compile", "lib/net10.0/Planted.dll");
        project.Save();
        Assert.Contains("lib/net10.0/Planted.dll is used, and is not in the package.", (await folder.RunAsync(Verify)).Expect(5).Output);
    }

    [TestMethod]
    public async Task A_package_that_was_replaced_by_an_unsigned_one_or_is_gone_is_refused()
    {
        await using var folder = new ToolFolder();
        var project = await RestoredProject.CreateAsync(folder, ("compile", Library));
        var package = project.Extracted("sample.1.0.0.nupkg");
        File.Delete(package);
        Assert.Contains("Its file is gone", (await folder.RunAsync(Verify)).Expect(5).Output);
        ReleaseFolder.WriteZip(folder, "packages/sample/1.0.0/sample.1.0.0.nupkg", (Library, File.ReadAllBytes(project.Extracted(Library))));
        (await folder.RunAsync(Verify)).Expect(3);
    }

    [TestMethod]
    public async Task A_refusal_names_package_version_signer_and_rule()
    {
        await using var folder = new ToolFolder();
        await RestoredProject.CreateAsync(folder, ("compile", Library));
        folder.Write("policy.json", """
            { "schemaVersion": 1, "rules": [ { "name": "Samples", "packages": ["Sample"], "signers": [ { "subject": { "CN": "Somebody Else" } } ] } ] }
            """);
        var result = (await folder.RunAsync([.. Verify, "--policy", "policy.json"])).Expect(4);
        Assert.StartsWith("untrusted  Sample 1.0.0  ", result.Output);
        Assert.Contains("refused by the rule 'Samples'", result.Output);
    }

    [TestMethod]
    public async Task What_was_accepted_is_not_looked_at_again_until_something_changes_and_never_in_CI()
    {
        await using var folder = new ToolFolder();
        var project = await RestoredProject.CreateAsync(folder, ("compile", Library));
        (await folder.RunAsync(Verify)).Expect(0);
        Assert.Contains("VerifiedBefore", (await folder.RunAsync([.. Verify, "--verbose"])).Expect(0).Output);
        Assert.DoesNotContain("VerifiedBefore", (await folder.RunAsync([.. Verify, "--verbose", "--no-cache"])).Expect(0).Output);
        folder.Write("policy.json", """{ "schemaVersion": 1, "rules": [ { "name": "All", "packages": ["*"] } ] }""");
        Assert.DoesNotContain("VerifiedBefore", (await folder.RunAsync([.. Verify, "--verbose", "--policy", "policy.json"])).Expect(0).Output);
        folder.Environment["CI"] = "true";
        Assert.DoesNotContain("VerifiedBefore", (await folder.RunAsync([.. Verify, "--verbose"])).Expect(0).Output);
        folder.Environment.Remove("CI");
        File.WriteAllText(project.Extracted(Library), "Changed");
        (await folder.RunAsync(Verify)).Expect(5);
    }

    [TestMethod]
    public async Task A_package_that_may_be_unsigned_stays_unsigned_when_it_is_remembered()
    {
        await using var folder = new ToolFolder();
        var project = await RestoredProject.CreateAsync(folder, ("compile", Library));
        ReleaseFolder.WriteZip(folder, "packages/sample/1.0.0/sample.1.0.0.nupkg", (Library, File.ReadAllBytes(project.Extracted(Library))));
        folder.Write("policy.json", """{ "schemaVersion": 1, "rules": [ { "name": "All", "packages": ["*"], "signature": "optional" } ] }""");
        string[] verify = [.. Verify, "--policy", "policy.json", "--verbose"];
        (await folder.RunAsync(verify)).Expect(0);
        var again = (await folder.RunAsync(verify)).Expect(0).Output;
        Assert.StartsWith("unsigned   Sample 1.0.0, accepted by the rule 'All'", again);
        Assert.Contains("VerifiedBefore", again);
        (await folder.RunAsync(Verify)).Expect(3);
    }

    [TestMethod]
    public async Task Where_nothing_can_be_remembered_packages_are_verified_all_the_same()
    {
        await using var folder = new ToolFolder();
        await RestoredProject.CreateAsync(folder, ("compile", Library));
        Directory.CreateDirectory(folder.File("home"));
        folder.Write("home/CodeSign.Build", "No folder can be made here.");
        Assert.Contains("1 file: 1 trusted.", (await folder.RunAsync(Verify)).Expect(0).Output);
    }

    [TestMethod]
    [DataRow("All.sln", "Project(\"{9A19103F-16F7-4668-BE54-9A1E7A4F7556}\") = \"app\", \"app\\app.csproj\", \"{0}\"\nEndProject\n")]
    [DataRow("All.slnx", "<Solution><Folder Name=\"/a/\"><Project Path=\"app/app.csproj\" /></Folder></Solution>")]
    public async Task A_solution_stands_for_its_projects(string name, string content)
    {
        await using var folder = new ToolFolder();
        await RestoredProject.CreateAsync(folder, ("compile", Library));
        folder.Write(name, content);
        Assert.Contains("Sample 1.0.0", (await folder.RunAsync(["verify", "--assets", name, "--trusted-root", "root.pem"])).Expect(0).Output);
        Directory.Delete(folder.File("app", "obj"), recursive: true);
        Assert.Contains("CSB4021", (await folder.RunAsync("verify", "--assets", name)).Expect(1).Error);
    }

    [TestMethod]
    [DataRow("{")]
    [DataRow("""{ "version": 99 }""")]
    [DataRow("""{ "version": 3, "packageFolders": {}, "targets": {}, "libraries": { "A/1": { "type": "package", "path": "../../etc", "files": [] } } }""")]
    public async Task A_damaged_assets_file_is_an_error(string content)
    {
        await using var folder = new ToolFolder();
        Assert.Contains("CSB4020", (await folder.RunAsync("verify", "--assets", folder.Write("project.assets.json", content))).Expect(1).Error);
    }

    [TestMethod]
    public async Task Nothing_to_verify_is_a_usage_error()
    {
        await using var folder = new ToolFolder();
        (await folder.RunAsync("verify")).Expect(2);
    }
}
