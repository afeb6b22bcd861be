using System.Text.Json;

namespace CodeSign.Build.Tests.Documentation;

[TestClass]
public sealed class FirstCommandTests
{
    /// <summary>It has been run once, in CI, where a development key is refused unless it is allowed in so many words.</summary>
    [TestMethod]
    public async Task The_first_command_builds_the_package_in_a_clean_clone_and_shows_what_it_signed()
    {
        var output = TestRun.FirstCommandOutput;
        var package = Path.Combine(TestRun.Clone, "artifacts", "samples", "HelloLibrary.1.0.0.nupkg");
        var manifest = Path.Combine(TestRun.Clone, "artifacts", "samples", "HelloLibrary.1.0.0.codesign.json");
        Assert.Contains($"Signed package:     {package}", output);
        Assert.Contains($"Signature manifest: {manifest}", output);
        var signed = PackageFile.Open(package);
        var assembly = signed.SignatureOf("lib/net10.0/HelloLibrary.dll");
        Assert.IsTrue(signed.IsSigned);
        Assert.IsNotNull(assembly);
        Assert.IsTrue(assembly.HasTimestamp);
        Assert.StartsWith("CN=DEVELOPMENT ONLY", assembly.Signer.Subject);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(manifest));
        Assert.IsTrue(json.RootElement.GetProperty("development").GetBoolean());
    }

    [TestMethod]
    public void The_readme_names_both_commands_and_CI_runs_the_second()
    {
        var commands = MarkdownPage.Read("README.md").ExamplesIn("console", "Working on CodeSign.Build").SelectMany(MarkdownExample.Commands);

        Assert.AreEqual("dotnet run build/try.cs, dotnet run build/test.cs", string.Join(", ", commands));
        Assert.IsTrue(File.Exists(Repository.PathOf("build", "try.cs")) && File.Exists(Repository.PathOf("build", "test.cs")));
        Assert.Contains("dotnet run build/test.cs", File.ReadAllText(Repository.PathOf(".ci", "run")));
    }
}
