namespace CodeSign.Build.TestGate;

/// <summary>The arguments of <c>dotnet</c> that let a test project run its tests and write TRX.</summary>
internal static class TestCommand
{
    private const string TrxExtension = "Microsoft.Testing.Extensions.TrxReport.dll";
    private const string XunitCore = "xunit.v3.core.dll";

    // What we set ourselves, and how many values of its own each takes with it.
    private static readonly Dictionary<string, int> Ours = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--report-trx"] = 0,
        ["--report-trx-filename"] = 1,
        ["--report-xunit-trx"] = 0,
        ["--report-xunit-trx-filename"] = 1,
        ["--results-directory"] = 1,
    };

    /// <summary>Makes the arguments.</summary>
    /// <exception cref="Diagnostics.CodeSignException">The test program has nothing that writes TRX.</exception>
    public static IReadOnlyList<string> Arguments(TestRunOptions options)
    {
        if (!options.IsTestApplication)
            return ForConsole(options);
        var isXunit = IsBeside(options, XunitCore);
        if (isXunit && !options.UsesPlatformCommandLine)
            return ["exec", options.TestAssembly, "-trx", options.ResultsFile];
        if (isXunit)
            return ForPlatform(options, "--report-xunit-trx");
        if (IsBeside(options, TrxExtension))
            return ForPlatform(options, "--report-trx");
        throw TestRunDiagnostics.CannotReport.Exception(
            $"{Path.GetFileName(options.TestAssembly)} runs on Microsoft.Testing.Platform and has nothing that writes TRX files, which say how tests ended.",
            "Reference the package Microsoft.Testing.Extensions.TrxReport in the test project, in the version of its Microsoft.Testing.Platform.",
            options.Project);
    }

    private static List<string> ForPlatform(TestRunOptions options, string report) =>
    [
        "exec", options.TestAssembly,
        report, $"{report}-filename", options.ResultsName,
        "--results-directory", options.ResultsDirectory,
        .. WithoutOurs(ArgumentList.Split(options.ApplicationArguments)),
    ];

    private static List<string> ForConsole(TestRunOptions options)
    {
        List<string> arguments =
        [
            "exec", options.Console ?? "", options.TestAssembly,
            $"--logger:trx;LogFileName={options.ResultsName}",
            $"--ResultsDirectory:{options.ResultsDirectory}",
            $"--Framework:{options.Framework}",
        ];
        if (options.Platform is { Length: > 0 } platform && !platform.Equals("AnyCPU", StringComparison.OrdinalIgnoreCase))
            arguments.Add($"--Platform:{platform}");
        if (options.RunSettings is { Length: > 0 } settings)
            arguments.Add($"--Settings:{settings}");
        if (options.TestCaseFilter is { Length: > 0 } filter)
            arguments.Add($"--TestCaseFilter:{filter}");
        arguments.AddRange(options.TestAdapterPaths.Select(path => $"--TestAdapterPath:{path}"));
        arguments.AddRange(options.Collectors.Select(collector => $"--Collect:{collector}"));
        if (options.RunSettingsArguments.Count > 0)
            arguments.AddRange(["--", .. options.RunSettingsArguments]);
        return arguments;
    }

    private static IEnumerable<string> WithoutOurs(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
            if (Ours.TryGetValue(arguments[i], out var values))
                i += values;
            else
                yield return arguments[i];
    }

    private static bool IsBeside(TestRunOptions options, string file) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(options.TestAssembly)!, file));
}
