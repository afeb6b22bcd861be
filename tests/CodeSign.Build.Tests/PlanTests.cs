using System.Text.Json.Nodes;
using CodeSign.Build.Tests.Documentation;

namespace CodeSign.Build.Tests;

/// <summary>Packs that only say what they would sign: no key, no server, no package.</summary>
[TestClass]
public sealed class PlanTests
{
    private const string PlanOnly = "-p:CodeSignPlanOnly=true";

    [TestMethod]
    public async Task A_plan_without_the_key_says_what_the_pack_then_does()
    {
        await using var solution = new TestSolution();
        FeedPackage.Add("Plan.Dependency");
        var library = solution.Add("Greetings").Frameworks("net10.0;netstandard2.0").Translate("de")
            .Reference("Plan.Dependency", "1.0.0", "Condition=\"'$(TargetFramework)' == 'net10.0'\"").PackReferences()
            .Set("IncludeSymbols", "true").Set("SymbolPackageFormat", "snupkg").Write("setup.sh", "echo\n")
            .Items("""<None Include="setup.sh" Pack="true" PackagePath="tools" /><CodeSignFile Include="setup.sh" Format="detached" />""")
            .Items("""<CodeSignFile Include="Left out" Pattern="lib/netstandard2.0/de/*.dll" Sign="false" />""");
        solution.Environment.Remove("CODESIGN_KEY_PASSWORD", out var password);

        var page = MarkdownPage.Read("docs", "plan.md").Examples.First(example => example.Language == "console").Text;
        solution.WriteSolution();

        var planned = await solution.DotnetAsync([.. MarkdownExample.Commands(page).Single().Split(' ')[1..], "-clp:NoSummary"]);

        planned.EnsureSuccess("CSB2505");
        EnsurePlansAlone(solution, "Greetings");
        Assert.AreEqual(0, solution.Timestamps.Requests);
        Assert.IsNull(Authenticode.Read(library.Bin()));
        Assert.IsEmpty(Directory.EnumerateFiles(library.Folder, "*.*nupkg", SearchOption.AllDirectories));
        Assert.Contains(page.Split('\n')[1].Replace("/src", solution.Folder, StringComparison.Ordinal), planned.Output);

        solution.Environment["CODESIGN_KEY_PASSWORD"] = password;
        (await library.PackAsync("--no-restore")).EnsureSuccess("CSB2505");
        var (plan, manifest) = (Plan(solution, "Greetings.1.0.0"), Manifest.Read(solution, "Greetings.1.0.0"));
        Assert.AreEqual(Describe(manifest.Files, "sha256Before"), Describe(plan.Files, "sha256"));
        Assert.AreEqual("release.pfx", (string?)plan.FileAt("lib/net10.0/Greetings.dll")["signature"]!["key"]);
        Assert.AreEqual("tools/setup.sh.p7s", (string?)plan["detached/0/signaturePath"]);
        Assert.AreEqual("Greetings.1.0.0.nupkg sign", $"{plan["package/outputs/0/file"]} {plan["package/outputs/0/action"]}");
        Assert.AreEqual("Greetings.1.0.0.snupkg exclude", $"{plan["package/outputs/1/file"]} {plan["package/outputs/1/action"]}");
    }

    [TestMethod]
    public async Task After_a_pack_a_plan_says_that_all_is_up_to_date_and_touches_nothing()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings");
        await library.PackSignedAsync();
        var requests = solution.Timestamps.Requests;
        var state = Path.Combine(library.Folder, "obj", "Release", "net10.0", "codesign");
        var before = FileSnapshot.Take(solution.Output, library.Bin(), library.Obj(), state);

        (await library.PackAsync(PlanOnly, "--no-restore")).EnsureSuccess();

        before.EnsureUnchanged("The plan changed what the pack has left.");
        var file = Plan(solution, "Greetings.1.0.0").Files.Single();
        Assert.AreEqual("sign True", $"{file["action"]} {(bool)file["upToDate"]!}");
        await library.PackSignedAsync("--no-restore");
        before.EnsureUnchanged("The pack after the plan did something.");
        Assert.AreEqual(requests, solution.Timestamps.Requests);
    }

    [TestMethod]
    public async Task A_file_that_a_rule_refuses_is_an_error_in_a_plan_too()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Items("<CodeSignFile Include=\"Greetings.dll\" Sign=\"error\" />");

        (await library.PackAsync(PlanOnly)).EnsureError("CSB2506");

        solution.EnsureOutput();
    }

    [TestMethod]
    public async Task A_value_that_is_neither_true_nor_false_signs_nothing()
    {
        await using var solution = new TestSolution();

        (await solution.Add("Greetings").PackAsync("-p:CodeSignPlanOnly=1")).EnsureError("CSB0008");

        solution.EnsureOutput();
    }

    [TestMethod]
    public async Task In_a_solution_each_package_has_a_plan_with_its_key_and_nothing_else_is_left()
    {
        await using var solution = new TestSolution();
        var shared = solution.Add("Shared").Set("CodeSignKey", "../keys/none.pfx").Set("GeneratePackageOnBuild", "true").Set("PackageOutputPath", "../packages/");
        solution.Add("One").Reference(shared, "PrivateAssets=\"all\"").PackReferences();
        solution.Add("Unsigned").Set("CodeSignEnabled", "false");
        solution.Add("Keyless").Set("CodeSignKey", null);

        var result = await solution.PackAsync(solution.WriteSolution(), PlanOnly);

        result.EnsureSuccess("CSB0006");
        EnsurePlansAlone(solution, "Keyless", "One", "Shared");
        Assert.Contains("nothing of Unsigned would be signed", result.Output);
        var one = Plan(solution, "One.1.0.0");
        Assert.AreEqual("release.pfx", (string?)one.FileAt("lib/net10.0/One.dll")["signature"]!["key"]);
        Assert.AreEqual("none.pfx", (string?)one.FileAt("lib/net10.0/Shared.dll")["signature"]!["key"]);
        Assert.IsFalse((bool)Plan(solution, "Keyless.1.0.0")["hasKey"]!);
    }

    [TestMethod]
    public async Task A_tool_has_a_plan_for_each_of_its_packages()
    {
        await using var solution = new TestSolution();
        var tool = ToolPackTests.Tool(solution).Set("RuntimeIdentifiers", "linux-x64;win-x64").Set("SelfContained", "false");

        (await tool.PackAsync(PlanOnly)).EnsureSuccess();

        EnsurePlansAlone(solution, "Contoso.Hello", "Contoso.Hello.linux-x64", "Contoso.Hello.win-x64");
        Assert.AreEqual(
            "tools/net10.0/win-x64/Hello.dll sign, tools/net10.0/win-x64/Hello.exe sign",
            string.Join(", ", Plan(solution, "Contoso.Hello.win-x64.1.0.0").Files.Select(file => $"{file["path"]} {file["action"]}")));
        Assert.IsFalse(Directory.Exists(Path.Combine(tool.Folder, "bin", "Release", "net10.0", "win-x64", "publish")));
    }

    private static void EnsurePlansAlone(TestSolution solution, params string[] packages) =>
        solution.EnsureOutput([.. packages.Select(package => $"{package}.1.0.0.codesign-plan.json")]);

    private static Manifest Plan(TestSolution solution, string package) => Manifest.Read(PlanPath(solution, package));

    private static string PlanPath(TestSolution solution, string package) => Path.Combine(solution.Output, $"{package}.codesign-plan.json");

    // What a manifest says has happened, in the words of a plan.
    private static string Describe(IEnumerable<JsonNode> files, string digest) => string.Join('\n', files.Select(file =>
        $"{file["path"]} {file["origin"]!.ToJsonString()} {Infinitive((string)file["action"]!)} {file["reason"]} {file[digest]}"));

    private static string Infinitive(string action) => action switch
    {
        "signed" => "sign",
        "kept" => "keep",
        "excluded" => "exclude",
        _ => action,
    };
}
