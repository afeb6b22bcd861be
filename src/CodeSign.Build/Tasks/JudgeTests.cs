using CodeSign.Build.TestGate;
using CodeSign.FileSystem;
using CodeSign.TestGate;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace CodeSign.Build;

/// <summary>
/// Holds assemblies that are about to be signed against what test runs have left. Where it ends without an error, they may be signed.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class JudgeTests : CodeSignTask
{
    /// <summary>What the project asks of tests: the item that <c>CodeSignPrepareTests</c> makes.</summary>
    [Required]
    public ITaskItem TestGate { get; set; } = null!;

    /// <summary>Full path of the file that the verdict goes to.</summary>
    [Required]
    public string VerdictFile { get; set; } = null!;

    /// <summary>The <c>CodeSignUntested</c> items.</summary>
    public ITaskItem[] Untested { get; set; } = [];

    /// <summary>The assemblies, as the task before has found them.</summary>
    public ITaskItem[] Assemblies { get; set; } = [];

    /// <summary>What the test projects of this build have left: see <see cref="RunTests.Files"/>.</summary>
    public ITaskItem[] Runs { get; set; } = [];

    /// <summary>What earlier jobs have left.</summary>
    public ITaskItem[] Results { get; set; } = [];

    private protected override async Task RunAsync(TaskLog log, CancellationToken cancellationToken)
    {
        var settings = TestGateSettings.Read(TestGate, Untested);
        if (File.Exists(VerdictFile))
            File.Delete(VerdictFile);
        RefuseMissingResults(settings);
        var assemblies = new List<ShippedAssembly>();
        foreach (var item in Assemblies)
            if (await AssemblyItem.ReadAsync(item, cancellationToken) is { } assembly)
                assemblies.Add(assembly);

        var verdict = await TestJudge.JudgeAsync(Options(settings, assemblies), cancellationToken);
        foreach (var diagnostic in verdict.Diagnostics)
            log.Report(diagnostic);
        if (verdict.HasErrors)
            return;

        RefuseFailedRunners();
        Directory.CreateDirectory(Path.GetDirectoryName(VerdictFile)!);
        await TestGateStateFile.WriteAsync(TestGateState.From(verdict, settings.Fingerprint), VerdictFile, cancellationToken);
    }

    private TestGateOptions Options(TestGateSettings settings, IReadOnlyList<ShippedAssembly> assemblies) => new()
    {
        Assemblies = assemblies,
        Results = [.. Runs.Concat(Results).Select(item => item.GetMetadata("FullPath")).Distinct(PathNames.Comparer)],
        Untested = settings.Untested,
        Demand = settings.Demand,
        SealCertificate = settings.SealCertificate,
        Location = Settings.GetMetadata("FullPath"),
    };

    private void RefuseMissingResults(TestGateSettings settings)
    {
        if (settings.ResultPatterns.Count > 0 && !Array.Exists(Results, item => File.Exists(item.GetMetadata("FullPath"))))
            throw TestRunDiagnostics.ResultsMissing.Exception(
                $"CodeSignTestResults is '{string.Join(';', settings.ResultPatterns)}', and no such file exists.",
                "Let the job that tests hand over its TRX files and evidence, and name where they arrive.", Settings.GetMetadata("FullPath"));
    }

    // A runner may fail where no test did: too few tests, coverage below what is demanded, a crash at the end.
    private void RefuseFailedRunners()
    {
        if (Runs.FirstOrDefault(run => run.GetMetadata("ExitCode") != "0") is { } failed)
            throw TestRunDiagnostics.RunnerFailed.Exception(
                $"Every result is good, and yet the tests ended with exit code {failed.GetMetadata("ExitCode")}.",
                "Run them with 'dotnet test' to see what is wrong.", failed.GetMetadata("TestProject"));
    }
}
