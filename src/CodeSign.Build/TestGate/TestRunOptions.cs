namespace CodeSign.Build.TestGate;

/// <summary>What is known of a test project's runner, by the project's own properties.</summary>
internal sealed record TestRunOptions
{
    /// <summary>Full path of the project file.</summary>
    public required string Project { get; init; }

    /// <summary>Full path of the test assembly.</summary>
    public required string TestAssembly { get; init; }

    /// <summary>The framework that it was built for, as <c>.NETCoreApp,Version=v10.0</c>.</summary>
    public required string Framework { get; init; }

    /// <summary>Full path of the folder that results and evidence go to.</summary>
    public required string ResultsDirectory { get; init; }

    /// <summary>Whether the assembly is a program on Microsoft.Testing.Platform; otherwise VSTest runs it.</summary>
    public bool IsTestApplication { get; init; }

    /// <summary>Of a program of xunit.v3, whether it takes the command line of Microsoft.Testing.Platform instead of xunit's own.</summary>
    public bool UsesPlatformCommandLine { get; init; }

    /// <summary>The arguments that the project gives its test program.</summary>
    public string? ApplicationArguments { get; init; }

    /// <summary>Full path of <c>vstest.console.dll</c>.</summary>
    public string? Console { get; init; }

    /// <summary>Full path of a <c>.runsettings</c> file.</summary>
    public string? RunSettings { get; init; }

    /// <summary>Run settings in the form of arguments.</summary>
    public IReadOnlyList<string> RunSettingsArguments { get; init; } = [];

    /// <summary>Which tests run.</summary>
    public string? TestCaseFilter { get; init; }

    /// <summary>Where VSTest looks for adapters and collectors besides.</summary>
    public IReadOnlyList<string> TestAdapterPaths { get; init; } = [];

    /// <summary>What VSTest collects beside results.</summary>
    public IReadOnlyList<string> Collectors { get; init; } = [];

    /// <summary>The platform that the tests are built for.</summary>
    public string? Platform { get; init; }

    /// <summary>The name of the file of results.</summary>
    public string ResultsName => Path.GetFileNameWithoutExtension(TestAssembly) + ".trx";

    /// <summary>Full path of the file of results.</summary>
    public string ResultsFile => Path.Combine(ResultsDirectory, ResultsName);
}
