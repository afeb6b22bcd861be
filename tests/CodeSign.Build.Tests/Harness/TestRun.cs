using CodeSign.Build.Tests.Documentation;
using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>
/// What all tests of a run share: the package CodeSign.Build, built once by the README's first command, a packages folder of the run's own
/// (so that no cache serves an older build of it), a compiler server of the run's own, and the SDK that trusts the tests' root.
/// </summary>
[TestClass]
public static class TestRun
{
    private static readonly TemporaryFolder Folder = new();

    /// <summary>The folder that holds the package CodeSign.Build; tests may add packages of their own.</summary>
    public static string Feed { get; } = Folder.Folder("feed");

    /// <summary>The version of CodeSign.Build under test.</summary>
    public static string Version { get; private set; } = "";

    /// <summary>The package's file.</summary>
    public static string PackagePath => Path.Combine(Feed, $"CodeSign.Build.{Version}.nupkg");

    /// <summary>Where packages are restored to.</summary>
    public static string GlobalPackages { get; } = Folder.Folder("packages");

    /// <summary>The clean clone of this repository that the first command was run in.</summary>
    public static string Clone { get; } = Folder.Folder("clone");

    /// <summary>What the first command wrote.</summary>
    public static string FirstCommandOutput { get; private set; } = "";

    /// <summary>The name of the pipe that the run's compiler server listens to.</summary>
    public static string CompilerServer { get; } = $"codesign-tests-{Environment.ProcessId}";

    /// <summary>What builds: nothing in the chains of the tests' certificates is unknown to it.</summary>
    public static TrustingSdk Sdk => TrustingSdk.Default;

    /// <summary>In CI, where a development key is refused unless it is allowed in so many words.</summary>
    [AssemblyInitialize]
    public static async Task RunTheFirstCommandAsync(TestContext _)
    {
        Repository.CopyTo(
            Clone, ".editorconfig", "build", "docs", "samples", "src", "Directory.Build.props", "Directory.Packages.props", "README.md", "global.json");
        var environment = BuildEnvironment.Create(Folder.Folder("home"));
        environment["CI"] = "true";
        environment["PATH"] = Sdk.Folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        var result = await Sdk.RunAsync(
            ["run", Path.Combine("build", "try.cs")],
            new ProcessOptions { WorkingDirectory = Clone, Environment = environment, Timeout = TimeSpan.FromMinutes(15) });
        FirstCommandOutput = result.EnsureSuccess().Output;
        var package = Directory.GetFiles(Path.Combine(Clone, "artifacts", "packages"), "CodeSign.Build.*.nupkg").Single();
        File.Copy(package, Path.Combine(Feed, Path.GetFileName(package)));
        Version = Path.GetFileNameWithoutExtension(package)["CodeSign.Build.".Length..];
    }

    [AssemblyCleanup]
    public static async Task LeaveNothingBehindAsync()
    {
        foreach (var compiler in Directory.EnumerateFiles(Path.Combine(Sdk.Folder, "sdk"), "VBCSCompiler.dll", SearchOption.AllDirectories))
            await Sdk.RunAsync(["exec", compiler, "-shutdown", $"-pipename:{CompilerServer}"]);
        Folder.Dispose();
    }
}
