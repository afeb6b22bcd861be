using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>Packages of .NET tools, which hold a published application.</summary>
[TestClass]
public sealed class ToolPackTests
{
    [TestMethod]
    public async Task A_tool_is_signed_whole_and_runs_once_installed()
    {
        await using var solution = new TestSolution();
        var helper = solution.AddPlain("Helper");
        var tool = Tool(solution).Reference(helper);
        await tool.PackSignedAsync();
        await solution.Package("Contoso.Hello.1.0.0").EnsureSigned("tools/net10.0/any/Hello.dll", "tools/net10.0/any/Helper.dll").VerifyAsync();

        var folder = Path.Combine(solution.Folder, "installed");
        (await solution.DotnetAsync("tool", "install", "Contoso.Hello", "--tool-path", folder, "--add-source", solution.Output)).EnsureSuccess();
        var environment = new Dictionary<string, string?>(solution.Environment) { ["DOTNET_ROOT"] = TestRun.Sdk.Folder };
        var run = await Run.ProcessAsync(Path.Combine(folder, "hello"), [], new ProcessOptions { Environment = environment });
        Assert.AreEqual("Hello from a tool", run.EnsureSuccess().Output.Trim());
    }

    [TestMethod]
    public async Task A_tool_packed_again_changes_nothing()
    {
        await using var solution = new TestSolution();
        var tool = Tool(solution);
        await tool.PackSignedAsync();
        var requests = solution.Timestamps.Requests;
        var before = FileSnapshot.Take(solution.Output);
        await tool.PackSignedAsync("--no-restore");
        Assert.AreEqual(requests, solution.Timestamps.Requests);
        before.EnsureUnchanged("A pack with nothing to do changed the package.");
    }

    [TestMethod]
    public async Task A_tool_for_each_platform_is_signed_in_each_of_its_packages()
    {
        await using var solution = new TestSolution();
        await Tool(solution).Set("RuntimeIdentifiers", "linux-x64;win-x64").Set("SelfContained", "false").PackSignedAsync();
        solution.Package("Contoso.Hello.1.0.0").EnsureSigned();
        solution.Package("Contoso.Hello.linux-x64.1.0.0").EnsureSigned("tools/net10.0/linux-x64/Hello.dll");
        solution.Package("Contoso.Hello.win-x64.1.0.0").EnsureSigned("tools/net10.0/win-x64/Hello.dll", "tools/net10.0/win-x64/Hello.exe");
    }

    [TestMethod]
    public async Task A_tool_for_each_platform_has_a_manifest_for_each_of_its_packages()
    {
        await using var solution = new TestSolution();
        var tool = Tool(solution).Set("RuntimeIdentifiers", "linux-x64;win-x64").Set("SelfContained", "false")
            .Set("CodeSignManifest", "../manifests/hello.json");
        var refused = await tool.PackAsync();
        Assert.IsFalse(refused.Succeeded, refused.ToString());
        Assert.AreEqual("CSB0016", string.Join(", ", refused.Errors.Distinct()), refused.ToString());
        solution.EnsureOutput();

        await tool.Set("CodeSignManifest", "../manifests/").PackSignedAsync("--no-restore");
        await tool.Set("CodeSignManifest", "../manifests/hello.$(RuntimeIdentifier).json").PackSignedAsync("--no-restore");
        string[] expected =
        [
            "Contoso.Hello.1.0.0.codesign.json", "Contoso.Hello.linux-x64.1.0.0.codesign.json", "Contoso.Hello.win-x64.1.0.0.codesign.json",
            "hello..json", "hello.linux-x64.json", "hello.win-x64.json",
        ];
        var manifests = Directory.GetFiles(Path.Combine(solution.Folder, "manifests")).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        CollectionAssert.AreEqual(expected.SelectMany(name => new[] { name, name + ".p7s" }).ToArray(), manifests.ToArray());
    }

    [TestMethod]
    public async Task Shims_are_signed_where_they_are_Windows_programs()
    {
        await using var solution = new TestSolution();
        var tool = Tool(solution).Set("PackAsToolShimRuntimeIdentifiers", "win-x64;linux-x64");
        await tool.PackSignedAsync();
        const string shims = "tools/net10.0/any/shims";
        var package = await solution.Package("Contoso.Hello.1.0.0")
            .EnsureSigned("tools/net10.0/any/Hello.dll", $"{shims}/win-x64/hello.exe").VerifyAsync();
        var made = Path.Combine(tool.Folder, "bin", "Release", "net10.0", "shims", "net10.0");
        CollectionAssert.AreEqual(File.ReadAllBytes(Path.Combine(made, "linux-x64", "hello")), package.Read($"{shims}/linux-x64/hello"));
        CollectionAssert.AreEqual(File.ReadAllBytes(Path.Combine(made, "win-x64", "hello.exe")), package.Read($"{shims}/win-x64/hello.exe"));

        var requests = solution.Timestamps.Requests;
        var before = FileSnapshot.Take(solution.Output);
        await tool.PackSignedAsync("--no-restore");
        Assert.AreEqual(requests, solution.Timestamps.Requests);
        before.EnsureUnchanged("A pack with nothing to do changed the package.");
    }

    private static TestProject Tool(TestSolution solution) => solution.Add("Hello")
        .Set("OutputType", "Exe")
        .Set("PackAsTool", "true")
        .Set("ToolCommandName", "hello")
        .Set("PackageId", "Contoso.Hello")
        .Write("Program.cs", "System.Console.WriteLine(\"Hello from a tool\");\n");
}
