namespace CodeSign.TestGate.Results;

/// <summary>What a TRX file says.</summary>
internal sealed record TestResults
{
    /// <summary>Full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the file, hexadecimal, lower case.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The run's id, which each run makes anew.</summary>
    public required Guid RunId { get; init; }

    /// <summary>When the run began, UTC: under VSTest before its test processes, under Microsoft.Testing.Platform within.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When the run ended, UTC: under VSTest after its test processes, under Microsoft.Testing.Platform within.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>How the run ended, as the runner says: <c>Completed</c>, <c>Failed</c>, ...</summary>
    public required string Outcome { get; init; }

    /// <summary>What the file says about itself.</summary>
    public required TestCounters Counters { get; init; }

    /// <summary>All results, those within other results too.</summary>
    public required TestTally All { get; init; }

    /// <summary>The results that are not within others.</summary>
    public required TestTally Outermost { get; init; }

    /// <summary>The test assemblies.</summary>
    public required IReadOnlyList<TestedAssembly> Assemblies { get; init; }

    /// <summary>The first failed tests, by name, each in one line.</summary>
    public required IReadOnlyList<string> FailedTests { get; init; }

    /// <summary>The first errors of the run itself, each in one line.</summary>
    public required IReadOnlyList<string> RunErrors { get; init; }

    /// <summary>The file's name, for messages.</summary>
    public string Name => System.IO.Path.GetFileName(Path);
}
