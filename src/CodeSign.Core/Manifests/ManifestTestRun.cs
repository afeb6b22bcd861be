using System.ComponentModel;
using CodeSign.TestGate;

namespace CodeSign.Manifests;

/// <summary>A run of one test assembly that passed before anything was signed.</summary>
public sealed record ManifestTestRun
{
    /// <summary>What ran the tests.</summary>
    [Description("What ran the tests: VSTest, Microsoft.Testing.Platform, xunit, or unknown.")]
    public required string Runner { get; init; }

    /// <summary>The test assembly.</summary>
    [Description("The file name of the test assembly.")]
    public required string TestAssembly { get; init; }

    /// <summary>The framework that it was built for.</summary>
    [Description("The framework that the test assembly was built for. Absent where the process did not say.")]
    public string? Framework { get; init; }

    /// <summary>The runtime that it ran on.</summary>
    [Description("The runtime that the tests ran on. Absent where the process did not say.")]
    public string? Runtime { get; init; }

    /// <summary>How many tests there are.</summary>
    [Description("How many tests there are.")]
    public required int Total { get; init; }

    /// <summary>How many passed.</summary>
    [Description("How many tests passed. No test failed.")]
    public required int Passed { get; init; }

    /// <summary>How many were not run.</summary>
    [Description("How many tests were not run, or came to no conclusion.")]
    public required int Skipped { get; init; }

    /// <summary>When the first test began, UTC.</summary>
    [Description("When the first test began, UTC, by the clock of the machine that ran it.")]
    public required DateTimeOffset Started { get; init; }

    /// <summary>When the last test ended, UTC.</summary>
    [Description("When the last test ended, UTC, by the clock of the machine that ran it.")]
    public required DateTimeOffset Finished { get; init; }

    /// <summary>SHA-256 of the results.</summary>
    [Description("SHA-256 of the file of results (TRX), hexadecimal.")]
    public required string ResultsSha256 { get; init; }

    /// <summary>SHA-256 of the evidence.</summary>
    [Description("SHA-256 of each file of evidence, in which a test process lists what it loaded, hexadecimal.")]
    public required IReadOnlyList<string> EvidenceSha256 { get; init; }

    /// <summary>Who has sealed results and evidence.</summary>
    [Description("The subject of the certificate whose owner has sealed results and evidence. Absent where the project asks for no seal.")]
    public string? SealedBy { get; init; }

    /// <summary>Whether a profiler was on.</summary>
    [Description("True where a profiler was on, which may change code as it is loaded. Otherwise absent.")]
    public bool? Profiled { get; init; }

    /// <summary>The facts about a run that counts.</summary>
    public static ManifestTestRun From(JudgedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new ManifestTestRun
        {
            Runner = run.Runner,
            TestAssembly = run.TestAssembly,
            Framework = run.Framework,
            Runtime = run.Runtime,
            Total = run.Totals.Total,
            Passed = run.Totals.Passed,
            Skipped = run.Totals.Skipped,
            Started = run.Started,
            Finished = run.Finished,
            ResultsSha256 = run.ResultsSha256,
            EvidenceSha256 = run.EvidenceSha256,
            SealedBy = run.SealedBy,
            Profiled = run.IsProfiled ? true : null,
        };
    }
}
