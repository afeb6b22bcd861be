using CodeSign.Testing;

namespace CodeSign.Build.Tests.Documentation;

/// <summary>Runs command lines of the documentation as a person types them.</summary>
internal static class Shell
{
    /// <summary>Runs a line, with the SDK that trusts the tests' root on the PATH, and fails where its exit code is not 0.</summary>
    /// <param name="solution">Whose environment it runs in.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="line">The line.</param>
    public static async Task<ProcessResult> RunAsync(TestSolution solution, string folder, string line)
    {
        var environment = new Dictionary<string, string?>(solution.Environment)
        {
            ["PATH"] = TestRun.Sdk.Folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
        };
        var options = new ProcessOptions { WorkingDirectory = folder, Environment = environment, Timeout = TimeSpan.FromMinutes(4) };
        return (await Run.ProcessAsync("bash", ["-euo", "pipefail", "-c", line], TrustingSdk.Isolate(options))).EnsureSuccess();
    }
}
