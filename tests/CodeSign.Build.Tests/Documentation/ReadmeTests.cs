using System.Security.Cryptography;
using CodeSign.Testing;

namespace CodeSign.Build.Tests.Documentation;

/// <summary>Runs the examples of README.md and docs/verify.md as a user would: copied, and with that user's own key and server.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class ReadmeTests
{
    private const string Password = "correct horse battery staple";
    private static readonly string Fingerprint = TestIdentities.CodeSigning.Certificate.GetCertHashString(HashAlgorithmName.SHA256);

    [TestMethod]
    public async Task The_quick_start_gives_what_the_readme_says_and_the_commands_to_verify_it_work()
    {
        var clone = await CleanClone.GetAsync();
        await using var timestamps = new TimestampServer();
        var project = QuickStart(clone, "QuickStart", timestamps);

        foreach (var command in ReadmeCommands("Quick start"))
            (await clone.ShellAsync(project, command, Ci)).EnsureSuccess();

        foreach (var file in Outputs())
            Assert.IsTrue(File.Exists(Path.Combine(project, file)), $"The README names {file}, which is not there.");
        foreach (var command in ReadmeCommands("Verify it"))
            (await clone.ShellAsync(project, command)).EnsureSuccess();
        await RunVerifyPage(clone, Path.Combine(project, "bin", "Release"));
    }

    [TestMethod]
    public async Task Outside_CI_the_quick_start_signs_nothing_and_one_warning_says_so()
    {
        var clone = await CleanClone.GetAsync();
        await using var timestamps = new TimestampServer();
        var project = QuickStart(clone, "QuickStartWithoutKey", timestamps);

        var packed = (await clone.ShellAsync(project, "dotnet pack -c Release")).EnsureSuccess();

        var verified = await clone.ShellAsync(project, ReadmeCommands("Verify it").Single());
        Assert.Contains("NU3004", verified.AllOutput);
        Assert.Contains("warning CSB", packed.AllOutput);
        Assert.AreEqual(0, timestamps.Requests);
    }

    private static IReadOnlyDictionary<string, string?> Ci { get; } =
        new Dictionary<string, string?> { ["CI"] = "true", ["CODESIGN_KEY_PASSWORD"] = Password };

    private static IEnumerable<string> ReadmeCommands(string heading) =>
        MarkdownPage.Read("README.md").ExamplesIn("console", heading).SelectMany(MarkdownExample.Commands);

    /// <summary>The files of the table under "What you get".</summary>
    private static IEnumerable<string> Outputs() => MarkdownPage.Read("README.md").Prose.Split('\n')
        .Where(line => line.StartsWith("| `bin/", StringComparison.Ordinal))
        .Select(line => line.Split('`')[1]);

    private static string QuickStart(CleanClone clone, string name, TimestampServer timestamps)
    {
        clone.FirstCommand.EnsureSuccess();
        var project = clone.NewProjectFolder(name);
        var example = MarkdownPage.Read("README.md").ExamplesIn("xml", "Quick start").Single()
            .Replace("Version=\"0.1.0\"", $"Version=\"{clone.PackageVersion}\"", StringComparison.Ordinal)
            .Replace("http://timestamp.digicert.com;http://timestamp.acs.microsoft.com", timestamps.Address.AbsoluteUri, StringComparison.Ordinal);
        File.WriteAllText(
            Path.Combine(project, "HelloLibrary.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
            <PropertyGroup>
              <TargetFramework>net10.0</TargetFramework>
              <Description>As the README says.</Description>
            </PropertyGroup>
            {example}
            </Project>
            """);
        File.WriteAllText(Path.Combine(project, "Greeter.cs"), "namespace HelloLibrary { public class Greeter; }");
        Directory.CreateDirectory(Path.Combine(project, "certificates"));
        TestIdentities.CodeSigning.WritePfx(Path.Combine(project, "certificates", "release.pfx"), Password);
        return project;
    }

    private static async Task RunVerifyPage(CleanClone clone, string folder)
    {
        TestIdentities.Authority.WriteRoot(Path.Combine(folder, "roots.pem"));
        var page = MarkdownPage.Read("docs", "verify.md");
        foreach (var command in page.Examples.Where(example => example.Language == "console").SelectMany(example => MarkdownExample.Commands(example.Text)))
            (await clone.ShellAsync(folder, command.Replace("FINGERPRINT", Fingerprint, StringComparison.Ordinal))).EnsureSuccess();
    }
}
