using CodeSign.Build.Tests.Documentation;
using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>
/// What all tests of a run share: the package CodeSign.Build, built once from this clone, a packages folder of the run's own (so that
/// no cache serves an older build of it), a compiler server of the run's own, and the SDK that trusts the tests' root.
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

    /// <summary>The name of the pipe that the run's compiler server listens to.</summary>
    public static string CompilerServer { get; } = $"codesign-tests-{Environment.ProcessId}";

    /// <summary>What builds: nothing in the chains of the tests' certificates is unknown to it.</summary>
    public static TrustingSdk Sdk => TrustingSdk.Default;

    [AssemblyInitialize]
    public static async Task BuildThePackageAsync(TestContext _)
    {
        var project = Repository.PathOf("src", "CodeSign.Build");
        var result = await Sdk.RunAsync(
            ["pack", project, "-c", "Release", "-o", Feed, "-nodeReuse:false"],
            new ProcessOptions { Environment = BuildEnvironment.Create(Folder.Folder("home")), Timeout = TimeSpan.FromMinutes(15) });
        result.EnsureSuccess();
        Version = Path.GetFileNameWithoutExtension(Directory.GetFiles(Feed, "CodeSign.Build.*.nupkg").Single())["CodeSign.Build.".Length..];
    }

    [AssemblyCleanup]
    public static async Task LeaveNothingBehindAsync()
    {
        foreach (var compiler in Directory.EnumerateFiles(Path.Combine(Sdk.Folder, "sdk"), "VBCSCompiler.dll", SearchOption.AllDirectories))
            await Sdk.RunAsync(["exec", compiler, "-shutdown", $"-pipename:{CompilerServer}"]);
        Folder.Dispose();
    }
}
