using System.Security.Cryptography;
using CodeSign.Testing;

namespace CodeSign.Build.Tests.Documentation;

/// <summary>Runs the examples of README.md and docs/verify.md as a user would: copied, with that user's own key and server.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class ReadmeTests
{
    private static readonly string Fingerprint = TestIdentities.CodeSigning.Certificate.GetCertHashString(HashAlgorithmName.SHA256);

    [TestMethod]
    public async Task The_quick_start_gives_what_the_readme_says_and_all_commands_to_verify_it_work()
    {
        await using var solution = new TestSolution();
        var project = QuickStart(solution);
        solution.Environment["CI"] = "true";

        foreach (var command in ReadmeCommands("Quick start"))
            await Shell.RunAsync(solution, project, command);

        foreach (var file in Outputs())
            Assert.IsTrue(File.Exists(Path.Combine(project, file)), $"The README names {file}, which is not there.");
        foreach (var command in ReadmeCommands("Verify it"))
            await Shell.RunAsync(solution, project, command);
        var output = Path.Combine(project, "bin", "Release");
        File.Copy(solution.Roots, Path.Combine(output, "roots.pem"));
        foreach (var command in VerifyCommands())
            await Shell.RunAsync(solution, output, command);
    }

    [TestMethod]
    public async Task Outside_CI_the_quick_start_signs_nothing_and_one_warning_says_so()
    {
        await using var solution = new TestSolution();
        var project = QuickStart(solution);

        var packed = await solution.DotnetAsync("pack", Path.Combine(project, "HelloLibrary.csproj"), "-clp:NoSummary");

        packed.EnsureSuccess("CSB0006");
        Assert.AreEqual(0, solution.Timestamps.Requests);
        var verified = await TestRun.Sdk.VerifyPackageAsync(Path.Combine(project, "bin", "Release", "HelloLibrary.1.0.0.nupkg"));
        Assert.Contains("NU3004", verified.AllOutput);
    }

    private static IEnumerable<string> ReadmeCommands(string heading) =>
        MarkdownPage.Read("README.md").ExamplesIn("console", heading).SelectMany(MarkdownExample.Commands);

    private static IEnumerable<string> VerifyCommands() =>
        MarkdownPage.Read("docs", "verify.md").Examples.Where(example => example.Language == "console")
            .SelectMany(example => MarkdownExample.Commands(example.Text))
            .Select(command => command.Replace("FINGERPRINT", Fingerprint, StringComparison.Ordinal));

    /// <summary>The files of the table under "What you get".</summary>
    private static IEnumerable<string> Outputs() => MarkdownPage.Read("README.md").Prose.Split('\n')
        .Where(line => line.StartsWith("| `bin/", StringComparison.Ordinal))
        .Select(line => line.Split('`')[1]);

    private static string QuickStart(TestSolution solution)
    {
        var example = MarkdownPage.Read("README.md").ExamplesIn("xml", "Quick start").Single()
            .Replace("Version=\"0.1.0\"", $"Version=\"{TestRun.Version}\"", StringComparison.Ordinal)
            .Replace("http://timestamp.digicert.com;http://timestamp.acs.microsoft.com", solution.Timestamps.Address.AbsoluteUri, StringComparison.Ordinal);
        solution.Write(
            "HelloLibrary/HelloLibrary.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
            <PropertyGroup>
              <TargetFramework>net10.0</TargetFramework>
            </PropertyGroup>
            {example}
            </Project>
            """);
        solution.Write("HelloLibrary/Greeter.cs", "namespace HelloLibrary;\n\npublic class Greeter;\n");
        File.Copy(solution.File("keys/release.pfx"), solution.File("HelloLibrary/certificates/release.pfx"));
        return Path.GetDirectoryName(solution.File("HelloLibrary/HelloLibrary.csproj"))!;
    }
}
