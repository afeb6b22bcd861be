namespace CodeSign.Build.TestGate;

/// <summary>The environment of a test process.</summary>
internal static class TestEnvironment
{
    private const string Hooks = "DOTNET_STARTUP_HOOKS";
    private const string EvidenceFolder = "CODESIGN_TEST_EVIDENCE";

    /// <summary>Makes it: the environment of the build, without secrets, and with what leaves evidence.</summary>
    /// <param name="build">The environment of the build.</param>
    /// <param name="secrets">What is taken away.</param>
    /// <param name="hook">Full path of the startup hook.</param>
    /// <param name="folder">Full path of the folder for evidence.</param>
    public static IReadOnlyDictionary<string, string> Create(
        IEnumerable<KeyValuePair<string, string>> build, SecretVariables secrets, string hook, string folder)
    {
        var environment = build.Where(variable => !secrets.Contains(variable.Key)).ToDictionary(Names);
        environment[Hooks] = environment.GetValueOrDefault(Hooks) is { Length: > 0 } others ? $"{hook}{Path.PathSeparator}{others}" : hook;
        environment[EvidenceFolder] = folder;
        return environment;
    }

    private static StringComparer Names => OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
}
