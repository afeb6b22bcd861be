using CodeSign.Build.TestGate;
using CodeSign.Diagnostics;
using CodeSign.Testing;

namespace CodeSign.Build.Tests.TestGate;

/// <summary>How test processes are started: arguments and environment.</summary>
[TestClass]
public sealed class TestCommandTests
{
    [TestMethod]
    public void VSTest_gets_what_the_project_says()
    {
        using var folder = new TemporaryFolder();
        var arguments = TestCommand.Arguments(Options(folder) with
        {
            Console = "/sdk/vstest.console.dll",
            RunSettings = "/x/.runsettings",
            RunSettingsArguments = ["RunConfiguration.MaxCpuCount=1"],
            TestCaseFilter = "Name=A",
            TestAdapterPaths = ["/adapters"],
            Collectors = ["Code Coverage"],
            Platform = "x64",
        });
        CollectionAssert.AreEqual(
            new[]
            {
                "exec", "/sdk/vstest.console.dll", folder.File("Tests.dll"), "--logger:trx;LogFileName=Tests.trx", "--ResultsDirectory:/results",
                "--Framework:.NETCoreApp,Version=v10.0", "--Platform:x64", "--Settings:/x/.runsettings", "--TestCaseFilter:Name=A",
                "--TestAdapterPath:/adapters", "--Collect:Code Coverage", "--", "RunConfiguration.MaxCpuCount=1",
            },
            arguments.ToArray());
    }

    [TestMethod]
    public void A_program_on_the_platform_gets_the_projects_arguments_but_for_what_the_gate_sets_itself()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Microsoft.Testing.Extensions.TrxReport.dll", "");
        var arguments = TestCommand.Arguments(Options(folder) with
        {
            IsTestApplication = true,
            ApplicationArguments = "--coverage --report-trx --report-trx-filename other.trx --filter \"Name=A B\" --results-directory elsewhere",
        });
        CollectionAssert.AreEqual(
            new[]
            {
                "exec", folder.File("Tests.dll"), "--report-trx", "--report-trx-filename", "Tests.trx", "--results-directory", "/results",
                "--coverage", "--filter", "Name=A B",
            },
            arguments.ToArray());
    }

    [TestMethod]
    public void A_program_that_cannot_write_TRX_is_an_error_that_names_the_package()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.ThrowsExactly<CodeSignException>(() => TestCommand.Arguments(Options(folder) with { IsTestApplication = true }));
        Assert.AreEqual("CSB8053", error.Diagnostic.Descriptor.Code);
        Assert.Contains("Microsoft.Testing.Extensions.TrxReport", error.Diagnostic.Fix);
    }

    [TestMethod]
    [DataRow("", "")]
    [DataRow("  one   two ", "one|two")]
    [DataRow("\"one two\" three", "one two|three")]
    [DataRow("a\"b c\"d \"\"", "ab cd|")]
    [DataRow("say \\\"hello\\\"", "say|\"hello\"")]
    [DataRow("C:\\folder\\file", "C:\\folder\\file")]
    public void Arguments_in_a_property_are_split_as_on_a_command_line(string text, string expected) =>
        Assert.AreEqual(expected, string.Join('|', ArgumentList.Split(text)));

    [TestMethod]
    public void Secrets_are_taken_away_and_hooks_of_others_stay()
    {
        var build = new Dictionary<string, string>
        {
            ["PATH"] = "/bin",
            ["CODESIGN_KEY_PASSWORD"] = "1",
            ["Release_Pin"] = "2",
            ["AZURE_CLIENT_SECRET"] = "3",
            ["VAULT_TOKEN"] = "4",
            ["GOOGLE_APPLICATION_CREDENTIALS"] = "5",
            ["AWS_REGION"] = "6",
            ["DOTNET_STARTUP_HOOKS"] = "/other.dll",
        };
        var secrets = new SecretVariables(["RELEASE_PIN"], ["AWS_REGION", "CODESIGN_KEY_PASSWORD"]);
        var environment = TestEnvironment.Create(build, secrets, "/hook.dll", "/evidence");
        Assert.AreEqual("AWS_REGION CODESIGN_TEST_EVIDENCE DOTNET_STARTUP_HOOKS PATH", string.Join(' ', environment.Keys.Order(StringComparer.Ordinal)));
        Assert.AreEqual($"/hook.dll{Path.PathSeparator}/other.dll", environment["DOTNET_STARTUP_HOOKS"]);
        Assert.AreEqual("/evidence", environment["CODESIGN_TEST_EVIDENCE"]);
    }

    private static TestRunOptions Options(TemporaryFolder folder) => new()
    {
        Project = folder.File("Tests.csproj"),
        TestAssembly = folder.File("Tests.dll"),
        Framework = ".NETCoreApp,Version=v10.0",
        ResultsDirectory = "/results",
    };
}
