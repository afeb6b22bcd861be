namespace CodeSign.TestGate;

/// <summary>A run of one test assembly whose results and evidence belong together.</summary>
public sealed record JudgedRun
{
    /// <summary>What ran the tests: <c>VSTest</c>, <c>Microsoft.Testing.Platform</c>, <c>xunit</c>, or <c>unknown</c>.</summary>
    public required string Runner { get; init; }

    /// <summary>The file name of the test assembly.</summary>
    public required string TestAssembly { get; init; }

    /// <summary>
    /// The framework that it was built for, as <c>.NETCoreApp,Version=v10.0</c>; <see langword="null"/> where the process did not say.
    /// </summary>
    public string? Framework { get; init; }

    /// <summary>The runtime that it ran on, as <c>.NET 10.0.1</c>; <see langword="null"/> where the process did not say.</summary>
    public string? Runtime { get; init; }

    /// <summary>How its tests ended.</summary>
    public required TestTotals Totals { get; init; }

    /// <summary>When the first test began, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When the last test ended, UTC.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>SHA-256 of the file of results, hexadecimal, lower case.</summary>
    public required string ResultsSha256 { get; init; }

    /// <summary>SHA-256 of each file of evidence, hexadecimal, lower case.</summary>
    public required IReadOnlyList<string> EvidenceSha256 { get; init; }

    /// <summary>
    /// The subject of the certificate whose owner sealed results and evidence; <see langword="null"/> where nobody had to.
    /// </summary>
    public string? SealedBy { get; init; }

    /// <summary>Whether a profiler was on, so that code may have been changed while it ran.</summary>
    public bool IsProfiled { get; init; }
}
