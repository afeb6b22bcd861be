namespace CodeSign.TestGate.Evidence;

/// <summary>One line of a file of evidence, whichever kind it is.</summary>
internal sealed record EvidenceLine
{
    /// <summary>First line: the version of the form.</summary>
    public int? Schema { get; init; }

    /// <summary>First line: when the process began.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>First line: the runtime.</summary>
    public string? Runtime { get; init; }

    /// <summary>First line and an assembly: the framework that it was built for.</summary>
    public string? Framework { get; init; }

    /// <summary>First line: whether a profiler is on.</summary>
    public bool? Profiled { get; init; }

    /// <summary>An assembly: its simple name.</summary>
    public string? Assembly { get; init; }

    /// <summary>An assembly: its file.</summary>
    public string? Path { get; init; }

    /// <summary>An assembly: its module version id.</summary>
    public Guid? Mvid { get; init; }

    /// <summary>An assembly: the Authenticode digest of its file.</summary>
    public string? Sha256 { get; init; }

    /// <summary>An assembly: when it was loaded.</summary>
    public DateTimeOffset? Loaded { get; init; }

    /// <summary>A failure of the hook.</summary>
    public string? Error { get; init; }

    /// <summary>Last line: when the process ended.</summary>
    public DateTimeOffset? Ended { get; init; }
}
