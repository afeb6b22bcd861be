// Installs what the tests need, runs them all, and ends with one line: "N passed, N failed".
//
//     dotnet run build/test.cs                             every test
//     dotnet run build/test.cs -- --format-check           and the formatting, as CI does
//     dotnet run build/test.cs -- --filter "Name~Tamper"   what else is given goes to `dotnet test`

#:property PublishAot=false

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;

const string solution = "CodeSign.Build.sln";
var repository = Path.GetFullPath(Path.Combine(
    AppContext.GetData("EntryPointFileDirectoryPath") as string ?? Path.Combine(Environment.CurrentDirectory, "build"), ".."));
var results = Path.Combine(repository, "artifacts", "test-results");
var formatCheck = args.Contains("--format-check");
string[] testArguments = [.. args.Where(argument => argument != "--format-check")];

var tally = new Tally(0, 0, 0);
try
{
    // First: it is the sooner answer.
    var isFormatted = !formatCheck || Run("dotnet", ["format", solution, "--verify-no-changes"]) == 0;
    tally = InstallTools() ? RunTests() : tally.WithFailure("The tests were not run.");
    if (!isFormatted)
        tally = tally.WithFailure($"The formatting is not as .editorconfig says: run `dotnet format {solution}`.");
}
catch (Exception failure)
{
    // Whatever happens, the closing line is the last one, and it says that something failed.
    tally = tally.WithFailure(failure.ToString());
}

Console.WriteLine();
Console.WriteLine(tally);
return tally.Failed == 0 ? 0 : 1;

Tally RunTests()
{
    // What an earlier run left is not to be mistaken for this one's.
    if (Directory.Exists(results))
        Directory.Delete(results, recursive: true);

    // The projects run one after the other: each has work for every core, and whole builds that wait for one fail by their time limits.
    // With a filter, a project in which no test matches is no failure (exit code 8): the total below sees to that.
    string[] options = testArguments.Length == 0 ? [] : [.. testArguments, "--ignore-exit-code", "8"];
    var exitCode = Run(
        "dotnet",
        [
            "test", "--solution", solution, "--max-parallel-test-modules", "1", "--report-trx", "--results-directory", results,
            "--timeout", "45m", .. options,
        ]);

    var total = new Tally(0, 0, 0);
    foreach (var project in Directory.EnumerateFiles(Path.Combine(repository, "tests"), "*.Tests.csproj", SearchOption.AllDirectories))
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var reports = Directory.Exists(results) ? Directory.GetFiles(results, $"{name}_*.trx") : [];
        total = reports.Length == 0
            ? total.WithFailure($"{name} left no report: it was not built, or it did not start.")
            : reports.Select(Read).Aggregate(total, (sum, tally) => sum + tally);
    }

    if (total.Failed == 0 && total.Passed == 0)
        return total.WithFailure("No test passed.");
    return total.Failed == 0 && exitCode != 0 ? total.WithFailure($"`dotnet test` ended with exit code {exitCode}.") : total;
}

static Tally Read(string report)
{
    try
    {
        var summary = XDocument.Load(report).Descendants().Single(element => element.Name.LocalName == "ResultSummary");
        var counters = summary.Elements().Single(element => element.Name.LocalName == "Counters");
        var all = Count(counters, "total");
        var passed = Count(counters, "passed");
        var skipped = all - Count(counters, "executed");

        // Whatever neither passed nor was skipped has failed: an error, a timeout, an abort.
        var tally = new Tally(passed, all - passed - skipped, skipped);

        // A process that crashed leaves a report without the test that it crashed in.
        return tally.Failed == 0 && summary.Attribute("outcome")?.Value == "Failed"
            ? tally.WithFailure($"{Path.GetFileName(report)}: {RunMessages(summary)}")
            : tally;
    }
    catch (Exception failure) when (failure is XmlException or InvalidOperationException)
    {
        return new Tally(0, 0, 0).WithFailure($"{report} can't be read: {failure.Message}");
    }
}

static string RunMessages(XElement summary) => string.Join(
    ' ', summary.Descendants().Where(element => element.Name.LocalName == "Text").Select(element => element.Value.Trim()));

static int Count(XElement counters, string name) => int.Parse(counters.Attribute(name)!.Value, CultureInfo.InvariantCulture);

// openssl and osslsigncode judge our signatures independently of us; unzip is in the documentation's examples, which bash runs; a browser
// reads the report.
bool InstallTools()
{
    List<string> missing = ["openssl", "osslsigncode"];
    if (!OperatingSystem.IsWindows())
        missing.Add("unzip");
    if (OperatingSystem.IsLinux())
        missing.Add("chromium-headless-shell");
    missing.RemoveAll(IsOnPath);
    if (missing.Count == 0)
        return true;

    var names = string.Join(" and ", missing);
    Console.WriteLine($"Installing {names} ...");
    var installed = OperatingSystem.IsMacOS() && IsOnPath("brew")
        ? Run("brew", ["install", .. missing]) == 0
        : IsOnPath("apt-get") && AptGet("update") && AptGet(["install", "--yes", "--no-install-recommends", .. missing]);
    installed = installed && missing.TrueForAll(IsOnPath);
    if (!installed)
        Console.Error.WriteLine(
            $"The tests need {names}. Install with your system's package manager, for instance `apt-get install {string.Join(' ', missing)}`, "
            + $"`dnf install {string.Join(' ', missing)}` or `brew install {string.Join(' ', missing)}`, and run this again. "
            + "On Windows: openssl comes with Git for Windows, osslsigncode from github.com/mtrojnar/osslsigncode/releases; both must be on the PATH.");
    return installed;
}

bool AptGet(params string[] arguments) => Environment.UserName == "root"
    ? Run("apt-get", arguments) == 0
    : IsOnPath("sudo") && Run("sudo", ["-n", "apt-get", .. arguments]) == 0;

static bool IsOnPath(string tool) =>
    (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? tool + ".exe" : tool)));

int Run(string program, string[] arguments)
{
    try
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = repository })!;
        process.WaitForExit();
        return process.ExitCode;
    }
    catch (Win32Exception failure)
    {
        Console.Error.WriteLine($"{program} did not start: {failure.Message}");
        return -1;
    }
}

/// <summary>How many tests passed, failed and were skipped.</summary>
internal sealed record Tally(int Passed, int Failed, int Skipped)
{
    public static Tally operator +(Tally one, Tally other) =>
        new(one.Passed + other.Passed, one.Failed + other.Failed, one.Skipped + other.Skipped);

    /// <summary>Counts a failure that is no test's, and says which.</summary>
    public Tally WithFailure(string what)
    {
        Console.Error.WriteLine($"{what} It counts as one failure.");
        return this with { Failed = Failed + 1 };
    }

    public override string ToString() =>
        $"{Passed} passed, {Failed} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");
}
