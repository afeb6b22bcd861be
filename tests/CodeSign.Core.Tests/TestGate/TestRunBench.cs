using System.Globalization;
using System.Text;
using CodeSign.Diagnostics;
using CodeSign.TestGate;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.TestGate;

/// <summary>A folder with results and evidence of runs, which tests may change, and a judge over it.</summary>
internal sealed class TestRunBench : IDisposable
{
    /// <summary>When the runs begin.</summary>
    public static readonly DateTimeOffset Begin = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    /// <summary>The module version id of the shipped library.</summary>
    public static readonly Guid Mvid = new("d6c1a9a4-63a4-4d41-9d3c-1f0f3a6f7a01");

    /// <summary>The Authenticode digest of the shipped library.</summary>
    public static readonly string Digest = new('a', 64);

    private int _files;

    /// <summary>The folder.</summary>
    public TemporaryFolder Folder { get; } = new();

    /// <summary>All files that were written.</summary>
    public List<string> Files { get; } = [];

    /// <summary>The shipped library.</summary>
    public static ShippedAssembly Library(string targetPath = "lib/net10.0/Lib.dll", string? digest = null, Guid? mvid = null) =>
        new($"/obj/{targetPath}", targetPath, new AssemblyIdentity("Lib", mvid ?? Mvid, digest ?? Digest, IsCompiledAhead: false));

    /// <summary>Writes a file among the results.</summary>
    public string Write(string name, string content)
    {
        var path = Folder.Write(name, content);
        Files.Add(path);
        return path;
    }

    /// <summary>Writes the results of a run of Lib.Tests: test by test, how it ended.</summary>
    public string Results(
        IReadOnlyList<string> outcomes, string framework = "net10.0", Func<string, string>? change = null, double second = 10) =>
        Write($"{_files++}.trx", (change ?? (text => text))(Trx(outcomes, framework, second)));

    /// <summary>Writes the evidence of a process that ran Lib.Tests.</summary>
    public string Evidence(
        string? library = null, string framework = "net10.0", Func<string, string>? change = null, double second = 9, string? name = null)
    {
        string[] lines =
        [
            $$"""{"schema":1,"processId":123,"started":"{{Time(second)}}","runtime":".NET 10.0.1","framework":".NETCoreApp,Version=v10.0","profiled":false}""",
            Loaded("testhost", framework, Guid.Empty, new string('0', 64)),
            Loaded("Lib.Tests", framework, new Guid(1, 2, 3, [1, 2, 3, 4, 5, 6, 7, 8]), new string('1', 64)),
            library ?? Loaded("Lib", framework, Mvid, Digest),
            $$"""{"ended":"{{Time(second + 5)}}"}""",
        ];
        var text = string.Concat(lines.Where(line => line.Length > 0).Select(line => line + "\n"));
        return Write(name ?? $"testhost.{_files++}.0a1b2c3d.testevidence.jsonl", (change ?? (t => t))(text));
    }

    /// <summary>A line about a loaded assembly.</summary>
    public static string Loaded(string name, string framework, Guid mvid, string digest) => $$"""
        {"assembly":"{{name}}","path":"/src/Lib.Tests/bin/{{framework}}/{{name}}.dll","mvid":"{{mvid}}","sha256":"{{digest}}","loaded":"{{Time(10)}}"}
        """;

    /// <summary>A time of the runs.</summary>
    public static string Time(double second) => Begin.AddSeconds(second).ToString("o", CultureInfo.InvariantCulture);

    /// <summary>Judges the library by all files.</summary>
    public Task<TestVerdict> JudgeAsync(Func<TestGateOptions, TestGateOptions>? change = null)
    {
        var options = new TestGateOptions { Assemblies = [Library()], Results = Files, Location = "/src/Lib/Lib.csproj" };
        return TestJudge.JudgeAsync((change ?? (o => o))(options), CancellationToken.None);
    }

    /// <summary>Judges, and fails unless the verdict is this one diagnostic.</summary>
    public async Task<Diagnostic> RefusedAsync(DiagnosticDescriptor expected, Func<TestGateOptions, TestGateOptions>? change = null)
    {
        var verdict = await JudgeAsync(change);
        Assert.HasCount(1, verdict.Diagnostics, string.Join("\n", verdict.Diagnostics));
        Assert.AreEqual(expected, verdict.Diagnostics[0].Descriptor, verdict.Diagnostics[0].Message);
        Assert.IsTrue(verdict.HasErrors);
        return verdict.Diagnostics[0];
    }

    /// <inheritdoc/>
    public void Dispose() => Folder.Dispose();

    private static string Trx(IReadOnlyList<string> outcomes, string framework, double second)
    {
        var (results, definitions) = (new StringBuilder(), new StringBuilder());
        foreach (var (outcome, index) in outcomes.Select((outcome, index) => (outcome, index)))
        {
            var id = Guid.NewGuid();
            results.Append(
                CultureInfo.InvariantCulture,
                $"<UnitTestResult testId=\"{id}\" testName=\"Test{index}\" startTime=\"{Time(second)}\" endTime=\"{Time(second + 1)}\" outcome=\"{outcome}\" />\n");
            definitions.Append(
                CultureInfo.InvariantCulture,
                $"<UnitTest id=\"{id}\" name=\"Test{index}\" storage=\"/src/lib.tests/bin/{framework}/lib.tests.dll\" />\n");
        }

        var (passed, failed) = (outcomes.Count(outcome => outcome == "Passed"), outcomes.Count(outcome => outcome == "Failed"));
        return $"""
            <?xml version="1.0" encoding="utf-8"?>
            <TestRun id="{Guid.NewGuid()}" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
            <Times start="{Time(second - 2)}" finish="{Time(second + 6)}" />
            <Results>
            {results}</Results>
            <TestDefinitions>
            {definitions}</TestDefinitions>
            <ResultSummary outcome="{(failed > 0 ? "Failed" : "Completed")}">
            <Counters total="{outcomes.Count}" executed="{passed + failed}" passed="{passed}" failed="{failed}" error="0" />
            </ResultSummary>
            </TestRun>
            """;
    }
}
