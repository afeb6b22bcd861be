using CodeSign.Testing;

namespace CodeSign.Build.Tests.Publish;

/// <summary>Publish and pack of the same project: what one has signed, the other does not sign again, nor does it sign signed files.</summary>
[TestClass]
public sealed class PublishAndPackTests
{
    [TestMethod]
    public async Task What_a_pack_has_signed_is_published_without_a_server_and_another_key_starts_from_the_unsigned_originals()
    {
        await using var solution = new TestSolution();
        // The pack of several frameworks keeps its originals elsewhere than the publish of one of them.
        var program = solution.Add("Hello").Frameworks("net10.0;netstandard2.1").Translate("de")
            .Xml("<PropertyGroup Condition=\"'$(TargetFramework)' == 'net10.0'\"><OutputType>Exe</OutputType></PropertyGroup>")
            .Write("Program.cs", "#if NET\nSystem.Console.WriteLine(1);\n#endif\n");
        await program.PackSignedAsync();
        var requests = solution.Timestamps.Requests;

        var published = await program.PublishSignedAsync("-f", "net10.0");
        await published.EnsureSignedAsync("Hello.dll", "de/Hello.resources.dll");
        CollectionAssert.AreEqual(solution.Package("Hello.1.0.0").Read("lib/net10.0/Hello.dll"), published.Read("Hello.dll"));
        Assert.AreEqual(requests + 1, solution.Timestamps.Requests, "More than the manifest was signed: what the pack had signed was signed again.");

        using var other = TestIdentities.Authority.Issue(new() { Subject = "CN=Next Year, O=CodeSign Tests, C=CH" });
        other.WritePfx(solution.File("keys/release.pfx"), solution.Password);
        await program.PublishSignedAsync("-f", "net10.0", "--no-restore");
        foreach (var file in new[] { "Hello.dll", "de/Hello.resources.dll" })
        {
            Assert.AreEqual(other.Certificate, published.SignatureOf(file)?.Signer, file);
            Assert.IsFalse(published.SignatureOf(file)!.HasNested, $"{file}: the signed file was signed again.");
        }

        // The pack has yet to sign its package; its assembly for net10.0 it finds signed.
        await program.PackSignedAsync("--no-restore");
        Assert.AreEqual(other.Certificate, solution.Package("Hello.1.0.0").SignatureOf("lib/net10.0/Hello.dll")?.Signer);
    }

    [TestMethod]
    public async Task One_build_that_packs_and_then_publishes_knows_the_program_that_only_the_publish_makes()
    {
        await using var solution = new TestSolution();
        var program = PublishTests.Program(solution).Set("PublishSingleFile", "true").Set("RuntimeIdentifier", "win-x64").Set("SelfContained", "false")
            .Set("PublishDir", "../published/").Set("PackageOutputPath", "../packages");

        (await program.BuildAsync("-t:Pack;Publish")).EnsureSuccess();

        await solution.Published.EnsureSignedAsync("Hello.exe");
        solution.Package("Hello.1.0.0").EnsureSigned("lib/net10.0/Hello.dll");
    }

    [TestMethod]
    public async Task A_tool_with_launchers_is_signed_once_for_folder_and_package_and_keeps_its_manifest_out_of_the_package()
    {
        await using var solution = new TestSolution();
        var tool = PublishTests.Program(solution).Set("PackAsTool", "true").Set("ToolCommandName", "hello").Set("PackageId", "Contoso.Hello")
            .Set("PackAsToolShimRuntimeIdentifiers", "win-x64");
        var publishFolder = new PublishedFolder(solution, Path.Combine(tool.Folder, "bin", "Release", "net10.0", "publish"));
        (await solution.DotnetAsync("publish", tool.ProjectFile)).EnsureSuccess();
        Assert.AreEqual("Contoso.Hello.1.0.0.codesign.json", publishFolder.Manifests.Single());
        await publishFolder.EnsureSignedAsync("Hello.dll", "Helper.dll", "shims/win-x64/hello.exe");
        var requests = solution.Timestamps.Requests;

        await tool.PackSignedAsync("--no-restore");

        Assert.AreEqual(requests + 2, solution.Timestamps.Requests, "Only package and manifest needed a signature.");
        var package = await solution.Package("Contoso.Hello.1.0.0")
            .EnsureSigned("tools/net10.0/any/Hello.dll", "tools/net10.0/any/Helper.dll", "tools/net10.0/any/shims/win-x64/hello.exe").VerifyAsync();
        Assert.IsEmpty(package.Entries.Where(entry => entry.EndsWith(".codesign.json", StringComparison.Ordinal)));
        foreach (var file in Manifest.Read(solution, "Contoso.Hello.1.0.0").Files)
            Assert.IsNotNull(file["signature"]?["timestamp"], $"The manifest does not say who signed {file["path"]}.");
    }

    [TestMethod]
    public async Task A_tool_in_a_single_file_is_signed_inside_and_out_and_runs_once_installed()
    {
        await using var solution = new TestSolution();
        var tool = PublishTests.Program(solution).Set("PackAsTool", "true").Set("ToolCommandName", "hello").Set("PackageId", "Contoso.Hello")
            .Set("RuntimeIdentifiers", "linux-x64;win-x64").Set("SelfContained", "false").Set("PublishSingleFile", "true");
        await tool.PackSignedAsync();

        await solution.Package("Contoso.Hello.win-x64.1.0.0").EnsureSigned("tools/net10.0/win-x64/Hello.exe").VerifyAsync();
        solution.Package("Contoso.Hello.linux-x64.1.0.0").EnsureSigned();
        var folder = solution.File("installed");
        (await solution.DotnetAsync("tool", "install", "Contoso.Hello", "--tool-path", folder, "--add-source", solution.Output)).EnsureSuccess();
        Assert.AreEqual("Hello from Helper", await new PublishedFolder(solution, folder).RunAsync("hello"));
    }
}
