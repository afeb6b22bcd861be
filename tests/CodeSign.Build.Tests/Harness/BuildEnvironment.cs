namespace CodeSign.Build.Tests;

/// <summary>The environment that a test's builds see: nothing of the CI system or the build that runs the tests, and a home of their own.</summary>
internal static class BuildEnvironment
{
    // What tells a build that it runs in CI, or speaks to our tasks.
    private static readonly string[] Forgotten = ["CI", "TF_BUILD", "GITHUB_", "GITLAB_", "CI_", "BUILD_", "JENKINS_", "CODESIGN", "SOURCE_DATE_EPOCH"];

    /// <summary>Makes it.</summary>
    /// <param name="home">The user's home folder, empty.</param>
    public static Dictionary<string, string?> Create(string home)
    {
        CopyPackageSources(home);
        var environment = new Dictionary<string, string?>();
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
        {
            if (Forgotten.Any(start => start.EndsWith('_') ? name.StartsWith(start, StringComparison.OrdinalIgnoreCase) : name.StartsWith(start, StringComparison.Ordinal)))
                environment[name] = null;
        }

        environment["HOME"] = home;
        environment["USERPROFILE"] = home;
        environment["LOCALAPPDATA"] = OperatingSystem.IsWindows() ? Path.Combine(home, "AppData", "Local") : null;
        environment["XDG_DATA_HOME"] = null;
        environment["DOTNET_CLI_HOME"] = home;
        environment["NUGET_PACKAGES"] = TestRun.GlobalPackages;
        environment["NUGET_HTTP_CACHE_PATH"] = Path.Combine(Path.GetDirectoryName(TestRun.GlobalPackages)!, "http-cache");
        environment["NUGET_CERT_REVOCATION_MODE"] = "offline";
        environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        environment["DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE"] = "true";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["MSBUILDTERMINALLOGGER"] = "off";
        // MSBuild reads these as properties. A compiler server of the run's own, which the run ends, makes builds twice as fast.
        environment["UseSharedCompilation"] = "true";
        environment["SharedCompilationId"] = TestRun.CompilerServer;
        environment["NuGetAudit"] = "false";
        return environment;
    }

    // Where packages of others come from is the user's choice: the mirror of a company, for instance.
    private static void CopyPackageSources(string home)
    {
        var source = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "NuGet");
        if (!Directory.Exists(source))
            return;
        var target = Directory.CreateDirectory(Path.Combine(home, ".nuget", "NuGet")).FullName;
        foreach (var file in Directory.EnumerateFiles(source, "*.*onfig"))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
    }
}
