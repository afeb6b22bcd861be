using System.Text.Json;

namespace CodeSign.Build.Tests.Documentation;

[TestClass]
public sealed class FirstCommandTests
{
    [TestMethod]
    public async Task The_first_command_builds_the_package_and_shows_what_it_signed()
    {
        var clone = await CleanClone.GetAsync();

        var output = clone.FirstCommand.EnsureSuccess().Output;

        var package = clone.PathOf("artifacts", "samples", "HelloLibrary.1.0.0.nupkg");
        var manifest = clone.PathOf("artifacts", "samples", "HelloLibrary.1.0.0.codesign.json");
        Assert.Contains(package, output);
        Assert.Contains(manifest, output);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(manifest));
        Assert.IsTrue(json.RootElement.GetProperty("development").GetBoolean());
        Assert.IsTrue(File.Exists(package));
    }

    [TestMethod]
    public async Task The_first_command_works_in_CI_too()
    {
        var clone = await CleanClone.GetAsync();
        var own = clone.PathOf("ci");
        Repository.CopyTo(own, "build", "samples", "src", "Directory.Build.props", "Directory.Packages.props", "README.md", "docs", "global.json");

        var result = await clone.DotNetAsync(own, ["run", Path.Combine("build", "try.cs")], new Dictionary<string, string?> { ["CI"] = "true" });

        Assert.Contains("Signed package:", result.EnsureSuccess().Output);
    }

    [TestMethod]
    public void The_readme_names_both_commands()
    {
        var commands = MarkdownPage.Read("README.md").ExamplesIn("console", "Working on CodeSign.Build").SelectMany(MarkdownExample.Commands);

        Assert.AreEqual("dotnet run build/try.cs, dotnet run build/test.cs", string.Join(", ", commands));
        Assert.IsTrue(File.Exists(Repository.PathOf("build", "try.cs")) && File.Exists(Repository.PathOf("build", "test.cs")));
        Assert.Contains("dotnet run build/test.cs", File.ReadAllText(Repository.PathOf(".ci", "run")));
    }
}
