namespace CodeSign.TestGate.Evidence;

/// <summary>What one process left behind about what it loaded.</summary>
internal sealed record TestEvidence
{
    private const string VsTestHost = "testhost";
    private const string VsTestConsole = "vstest.console";
    private const string TestingPlatform = "Microsoft.Testing.Platform";
    private const string XunitRunner = "xunit.v3.runner.inproc.console";

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
    /// What ran tests in the process; <see langword="null"/> where it ran none. NUnit's adapter loads Microsoft.Testing.Platform under
    /// VSTest too, and VSTest's console loads no tests.
    /// </summary>
    public string? Runner =>
        Loads(VsTestConsole) ? null
        : Name.StartsWith(VsTestHost, StringComparison.OrdinalIgnoreCase) || Loads(VsTestHost) ? "VSTest"
        : Loads(TestingPlatform) ? TestingPlatform
        : Loads(XunitRunner) ? "xunit"
        : null;

    /// <summary>Whether the process loaded a file.</summary>
    /// <param name="path">The path, normalised.</param>
    public bool LoadsFile(string path) =>
        Assemblies.Any(assembly => string.Equals(assembly.Path, path, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the process loaded an assembly of a certain name.</summary>
    public bool Loads(string name) => Assemblies.Any(assembly => assembly.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the process loaded an assembly of one of certain names.</summary>
    public bool LoadsAny(IReadOnlySet<string> names) => Assemblies.Any(assembly => names.Contains(assembly.Name));
}
