namespace CodeSign.TestGate.Evidence;

/// <summary>What one process left behind about what it loaded.</summary>
internal sealed record TestEvidence
{
    private const string VsTestHost = "testhost";
    private const string VsTestConsole = "vstest.console";
    private const string TestingPlatform = "Microsoft.Testing.Platform";

    /// <summary>Full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the file, hexadecimal, lower case.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When the process began, UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended, UTC; <see langword="null"/> where it was killed before it could say so.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The last time that it wrote, UTC.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>The runtime that it ran on.</summary>
    public string? Runtime { get; init; }

    /// <summary>The framework that it was built for.</summary>
    public string? Framework { get; init; }

    /// <summary>Whether a profiler was on, which may change code as it is loaded.</summary>
    public bool IsProfiled { get; init; }

    /// <summary>What it loaded, but for the framework's own.</summary>
    public required IReadOnlyList<LoadedAssembly> Assemblies { get; init; }

    /// <summary>What the hook could not do, in one line; <see langword="null"/> where all is there.</summary>
    public string? Error { get; init; }

    /// <summary>The file's name, for messages.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>
    /// What ran the tests. NUnit's adapter loads Microsoft.Testing.Platform under VSTest too; VSTest's console loads no tests.
    /// </summary>
    public string? Runner =>
        Loads(name => name.Equals(VsTestConsole, StringComparison.OrdinalIgnoreCase)) ? null
        : Loads(name => name.StartsWith(VsTestHost, StringComparison.OrdinalIgnoreCase)) ? "VSTest"
        : Loads(name => name.Equals(TestingPlatform, StringComparison.OrdinalIgnoreCase)) ? TestingPlatform
        : null;

    /// <summary>Whether the process loaded a file.</summary>
    public bool LoadsFile(string path) => Assemblies.Any(assembly => assembly.Path is { } loaded && TestPath.Same(loaded, path));

    /// <summary>Whether the process loaded an assembly whose name meets a condition.</summary>
    public bool Loads(Func<string, bool> condition) => Assemblies.Any(assembly => condition(assembly.Name));
}
