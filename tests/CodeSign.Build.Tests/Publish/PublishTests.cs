using CodeSign.Testing;

namespace CodeSign.Build.Tests.Publish;

/// <summary>What <c>dotnet publish</c> leaves in the folder: ours is signed, other people's is as it came, and all of it runs.</summary>
[TestClass]
public sealed class PublishTests
{
    [TestMethod]
    public async Task What_is_ours_is_signed_and_runs_and_a_second_publish_does_nothing()
    {
        await using var solution = new TestSolution();
        var dependency = await FeedPackage.SignedByAsync(TestIdentities.CodeSigningByRoot, solution);
        FeedPackage.Add("Signed.Published", dependency);
        var program = Program(solution).Translate("de").Reference("Signed.Published", "1.0.0").Set("RepositoryUrl", "https://user:token@example.org/hello");

        var first = await program.PublishAsync();
        first.EnsureSuccess();
        var published = await solution.Published.EnsureSignedAsync("Hello.dll", "Helper.dll", "de/Hello.resources.dll");

        Assert.AreEqual("Hello from Helper", await published.RunAsync("Hello.dll"));
        CollectionAssert.AreEqual(dependency, published.Read("Signed.Published.dll"));
        Assert.HasCount(1, first.Output.Split('\n').Where(line => line.Contains("CodeSign.Build:", StringComparison.Ordinal)).ToList(), first.ToString());
        EnsureManifest(published);

        // No key is opened either.
        solution.Environment["CODESIGN_KEY_PASSWORD"] = null;
        var requests = solution.Timestamps.Requests;
        var before = FileSnapshot.Take(published.Path, program.Bin(), program.Obj(), Path.Combine(program.Folder, "obj", "Release", "net10.0", "codesign"));
        Assert.DoesNotContain("CodeSign.Build:", (await program.PublishAsync("--no-restore")).EnsureSuccess().Output);
        await program.PublishSignedAsync("--no-build");
        Assert.AreEqual(requests, solution.Timestamps.Requests);
        before.EnsureUnchanged("A publish with nothing to do changed files.");
    }

    [TestMethod]
    public async Task For_Windows_the_host_is_signed_too_wherever_it_is_published()
    {
        await using var solution = new TestSolution();
        var program = Program(solution).Frameworks("net10.0;netstandard2.1").Set("OutputType", null)
            .Xml("<PropertyGroup Condition=\"'$(TargetFramework)' == 'net10.0'\"><OutputType>Exe</OutputType></PropertyGroup>")
            .Write("Program.cs", "#if NET\nSystem.Console.WriteLine(\"Hello from \" + Helper.Class.Text);\n#endif\n");
        string[] windows = ["-f", "net10.0", "-r", "win-x64", "--self-contained", "false"];
        (await solution.DotnetAsync(["build", program.ProjectFile, "-c", "Release", .. windows])).EnsureSuccess();

        var published = await program.PublishSignedAsync([.. windows, "--no-build"]);

        await published.EnsureSignedAsync("Hello.dll", "Helper.dll", "Hello.exe");
        Assert.AreEqual("win-x64", (string?)published.Manifest["folder/runtimeIdentifier"]);
        Assert.IsNull(Authenticode.Read(program.Obj("net10.0/win-x64")), "A publish leaves obj as it is.");
    }

    [TestMethod]
    public async Task A_program_with_its_runtime_keeps_the_runtime_as_it_came_and_starts()
    {
        await using var solution = new TestSolution();
        var published = await Program(solution).PublishSignedAsync("-r", "linux-x64", "--self-contained");

        await published.EnsureSignedAsync("Hello.dll", "Helper.dll");
        Assert.AreEqual("Hello from Helper", await published.RunAsync("Hello"));
        var runtime = published.Manifest.Files.Where(file => (string?)file["origin"]!["kind"] == "runtime-pack").ToList();
        Assert.IsGreaterThan(100, runtime.Count);
        foreach (var file in runtime)
        {
            Assert.AreEqual("kept", (string?)file["action"]);
            var name = (string)file["path"]!;
            var pack = Path.Combine(TestRun.GlobalPackages, ((string)file["origin"]!["name"]!).ToLowerInvariant(), (string)file["origin"]!["version"]!);
            var original = Directory.EnumerateFiles(pack, Path.GetFileName(name), SearchOption.AllDirectories).First();
            CollectionAssert.AreEqual(File.ReadAllBytes(original), published.Read(name), name);
        }
    }

    [TestMethod]
    public async Task Compiled_ahead_of_time_after_a_pack_it_is_signed_once_and_starts()
    {
        await using var solution = new TestSolution();
        var program = Program(solution).Set("RuntimeIdentifier", "linux-x64").Set("SelfContained", "false");
        await program.PackSignedAsync();
        Assert.IsNotNull(Authenticode.Read(program.Obj("net10.0/linux-x64")), "A pack lets obj become the signed file.");

        var published = await program.PublishSignedAsync("-p:PublishReadyToRun=true");

        await published.EnsureSignedAsync("Hello.dll", "Helper.dll");
        Assert.AreEqual("Hello from Helper", await published.RunAsync("Hello"));
        Assert.IsGreaterThan(new FileInfo(program.Obj("net10.0/linux-x64")).Length, new FileInfo(published.PathOf("Hello.dll")).Length, "It was not compiled ahead of time.");
    }

    [TestMethod]
    public async Task A_web_application_is_signed_though_nobody_packs_it()
    {
        await using var solution = new TestSolution();
        var site = solution.Add("Site", "Microsoft.NET.Sdk.Web")
            .Set("PreserveCompilationContext", "true")
            .Write("wwwroot/site.css", "body { }\n")
            .Write("Program.cs", "System.Console.WriteLine(Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder().Environment.ApplicationName);\n");

        var published = await site.PublishSignedAsync();

        await published.EnsureSignedAsync("Site.dll");
        Assert.AreEqual("Site", await published.RunAsync("Site.dll"));
        Assert.Contains("wwwroot/site.css", published.Files);
        Assert.Contains("refs/System.Runtime.dll", published.Files);
    }

    [TestMethod]
    public async Task Switched_off_it_signs_nothing_and_without_a_key_one_warning_says_so()
    {
        await using var solution = new TestSolution();
        var program = Program(solution);
        await program.PublishSignedAsync();
        Assert.HasCount(1, solution.Published.Manifests);
        Directory.Delete(solution.Published.Path, recursive: true);
        var requests = solution.Timestamps.Requests;

        var published = await program.PublishSignedAsync("-p:CodeSignPublish=false");
        await published.EnsureSignedAsync();
        Assert.IsEmpty(published.Manifests);
        (await program.PublishAsync("-p:CodeSignKey=")).EnsureSuccess("CSB0006");
        Assert.AreEqual(requests, solution.Timestamps.Requests);

        await (await program.PublishSignedAsync()).EnsureSignedAsync("Hello.dll", "Helper.dll");
        Assert.AreEqual(requests + 1, solution.Timestamps.Requests, "More than the manifest was signed again.");
        (await program.PublishAsync("-p:CodeSignPublish=false")).EnsureSuccess();
        Assert.IsEmpty(published.Manifests, "The manifest does not speak of this publish.");
    }

    internal static TestProject Program(TestSolution solution)
    {
        var helper = solution.AddPlain("Helper").Set("TargetFramework", "netstandard2.0");
        return solution.Add("Hello").Set("OutputType", "Exe").Reference(helper)
            .Write("Program.cs", "System.Console.WriteLine(\"Hello from \" + Helper.Class.Text);\n");
    }

    private static void EnsureManifest(PublishedFolder published)
    {
        Assert.AreEqual("Hello.1.0.0.codesign.json", published.Manifests.Single());
        var manifest = published.Manifest;
        Assert.AreEqual("Hello", (string?)manifest["folder/id"]);
        Assert.AreEqual("net10.0", (string?)manifest["folder/targetFramework"]);
        Assert.IsNull(manifest["package"]);
        Assert.AreEqual("https://example.org/hello", (string?)manifest["repository/url"]);
        Assert.AreEqual(
            "Hello.dll Helper.dll Signed.Published.dll de/Hello.resources.dll", string.Join(' ', manifest.Files.Select(file => (string?)file["path"])));
        Assert.AreEqual("kept", (string?)manifest.FileAt("Signed.Published.dll")["action"]);
        foreach (var file in manifest.Files)
            Assert.AreEqual(
                Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(published.Read((string)file["path"]!))), (string?)file["sha256"]);
    }
}
