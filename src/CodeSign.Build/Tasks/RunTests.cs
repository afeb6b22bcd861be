using System.Collections;
using System.ComponentModel;
using System.Globalization;
using CodeSign.Build.TestGate;
using CodeSign.Diagnostics;
using CodeSign.TestGate;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>
/// Runs the tests of a test project, for one framework, in processes that leave results and evidence and don't get the key's secrets.
/// How the tests ended is for the judge to say.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class RunTests : CodeSignTask
{
    private const int DefaultTimeout = 3600;
    private const int LongestTimeout = 7 * 24 * 3600;

    /// <summary>Full path of the test assembly.</summary>
    [Required]
    public string TestAssembly { get; set; } = null!;

    /// <summary>The framework that it was built for.</summary>
    [Required]
    public string Framework { get; set; } = null!;

    /// <summary>Full path of <c>dotnet</c>.</summary>
    [Required]
    public string DotNet { get; set; } = null!;

    /// <summary>Full path of the startup hook that leaves evidence.</summary>
    [Required]
    public string Hook { get; set; } = null!;

    /// <summary>Full path of the folder that the tests run in.</summary>
    [Required]
    public string WorkingDirectory { get; set; } = null!;

    /// <summary>Full path of the folder for results and evidence. What an earlier run left there is removed.</summary>
    [Required]
    public string ResultsDirectory { get; set; } = null!;

    /// <summary>Whether the test assembly is a program on Microsoft.Testing.Platform: <c>true</c>, or anything else.</summary>
    public string? IsTestApplication { get; set; }

    /// <summary><c>UseMicrosoftTestingPlatformRunner</c> of xunit.v3.</summary>
    public string? UsesPlatformCommandLine { get; set; }

    /// <summary><c>TestingPlatformCommandLineArguments</c>.</summary>
    public string? ApplicationArguments { get; set; }

    /// <summary><c>VSTestConsolePath</c>.</summary>
    public string? Console { get; set; }

    /// <summary><c>VSTestSetting</c> or <c>RunSettingsFilePath</c>.</summary>
    public string? RunSettings { get; set; }

    /// <summary><c>VSTestCLIRunSettings</c>.</summary>
    public string[] RunSettingsArguments { get; set; } = [];

    /// <summary><c>VSTestTestCaseFilter</c>.</summary>
    public string? TestCaseFilter { get; set; }

    /// <summary><c>VSTestTestAdapterPath</c>.</summary>
    public string[] TestAdapterPaths { get; set; } = [];

    /// <summary><c>VSTestCollect</c>.</summary>
    public string[] Collectors { get; set; } = [];

    /// <summary>Full path of the folder of the collector for code coverage.</summary>
    public string? CollectorDirectory { get; set; }

    /// <summary><c>PlatformTarget</c>.</summary>
    public string? Platform { get; set; }

    /// <summary>Names of environment variables that hold a key's password, <c>;</c> between them.</summary>
    public string? HiddenVariables { get; set; }

    /// <summary>Names of environment variables that tests need although they look like secrets, <c>;</c> between them.</summary>
    public string? Variables { get; set; }

    /// <summary>Seconds that the tests have; an hour where it is empty.</summary>
    public string? Timeout { get; set; }

    /// <summary>The files that the run left, each with the metadata <c>ExitCode</c> and <c>TestProject</c>.</summary>
    [Output]
    public ITaskItem[] Files { get; private set; } = [];

    private string Project => Settings.GetMetadata("FullPath");

    private protected override async Task RunAsync(TaskLog log, CancellationToken cancellationToken)
    {
        var options = Options();
        var process = new TestProcess(DotNet, TestCommand.Arguments(options), WorkingDirectory, TestVariables());
        var time = Time();
        if (Directory.Exists(ResultsDirectory))
            Directory.Delete(ResultsDirectory, recursive: true);
        Directory.CreateDirectory(ResultsDirectory);

        var exitCode = await RunAsync(process, time, log, cancellationToken);
        var files = Directory.EnumerateFiles(ResultsDirectory, "*", SearchOption.AllDirectories)
            .Where(path => TestFiles.IsResults(path) || TestFiles.IsEvidence(path)).Order(StringComparer.Ordinal).ToList();
        if (!files.Exists(TestFiles.IsResults))
            throw TestRunDiagnostics.NoResults.Exception(
                $"The tests in {Path.GetFileName(TestAssembly)} ended with exit code {exitCode} and left no results. The end of what they wrote:\n{process.End}",
                "Run them with 'dotnet test' to see what is wrong.", Project);
        Files = [.. files.Select(path => Item(path, exitCode))];
    }

    private async Task<int> RunAsync(TestProcess process, TimeSpan time, TaskLog log, CancellationToken cancellationToken)
    {
        try
        {
            return await process.RunAsync(time, log, cancellationToken) ?? throw TestRunDiagnostics.TimedOut.Exception(
                $"The tests in {Path.GetFileName(TestAssembly)} had not ended after {Quantity.Of((int)time.TotalSeconds, "second")}, and were ended.",
                "Find out which test hangs, or give them more time: CodeSignTestTimeout, or Timeout of the CodeSignTestProject item, in seconds.", Project);
        }
        catch (Win32Exception e)
        {
            throw TestRunDiagnostics.CannotStart.Exception(
                $"{DotNet} can't be started in {WorkingDirectory} to run the tests in {Path.GetFileName(TestAssembly)}: {e.Message}",
                "Install the .NET SDK whole; where RunWorkingDirectory is set, let it name a folder that exists.", Project, e);
        }
    }

    private TestRunOptions Options()
    {
        if (!File.Exists(TestAssembly))
            throw TestRunDiagnostics.CannotStart.Exception(
                $"There is no {TestAssembly}.", "Build the test project before a pack with --no-build, in the same configuration.", Project);
        return new TestRunOptions
        {
            Project = Project,
            TestAssembly = TestAssembly,
            Framework = Framework,
            ResultsDirectory = Path.TrimEndingDirectorySeparator(ResultsDirectory),
            IsTestApplication = IsTrue(IsTestApplication),
            UsesPlatformCommandLine = IsTrue(UsesPlatformCommandLine),
            ApplicationArguments = ApplicationArguments,
            Console = Console,
            RunSettings = RunSettings,
            RunSettingsArguments = RunSettingsArguments,
            TestCaseFilter = TestCaseFilter,
            TestAdapterPaths = Collectors.Length > 0 && CollectorDirectory is { Length: > 0 } more ? [.. TestAdapterPaths, more] : TestAdapterPaths,
            Collectors = Collectors,
            Platform = Platform,
        };
    }

    private IReadOnlyDictionary<string, string> TestVariables()
    {
        var build = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value ?? ""));
        return TestEnvironment.Create(build, new SecretVariables(Names(HiddenVariables), Names(Variables)), Hook, Path.TrimEndingDirectorySeparator(ResultsDirectory));
    }

    private TimeSpan Time()
    {
        if (string.IsNullOrWhiteSpace(Timeout))
            return TimeSpan.FromSeconds(DefaultTimeout);
        if (int.TryParse(Timeout.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= LongestTimeout)
            return TimeSpan.FromSeconds(seconds);
        throw BuildDiagnostics.InvalidSetting.Exception(
            $"The time that the tests have, CodeSignTestTimeout or Timeout of a CodeSignTestProject item, is '{Timeout}'.",
            $"Write a whole number of seconds from 1 to {LongestTimeout}.", Project);
    }

    private TaskItem Item(string path, int exitCode)
    {
        var item = new TaskItem(path);
        item.SetMetadata("ExitCode", exitCode.ToString(CultureInfo.InvariantCulture));
        item.SetMetadata("TestProject", Project);
        return item;
    }

    private static string[] Names(string? list) =>
        list?.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool IsTrue(string? value) => "true".Equals(value?.Trim(), StringComparison.OrdinalIgnoreCase);
}
