using System.Diagnostics;
using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>Packs that are cancelled or can't write: every output is as it was.</summary>
[TestClass]
public sealed class InterruptionTests
{
    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Ctrl_C_ends_the_pack_at_once_with_nothing_half_done()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings");
        (await library.BuildAsync()).EnsureSuccess();
        var before = FileSnapshot.Take(library.Bin(), library.Obj());
        // No answer ever comes: only the cancel can end the wait.
        solution.Timestamps.Fault = TimestampFault.Silence;
        var id = Path.Combine(solution.Folder, "process");
        var launcher = solution.Launcher;
        solution.Launcher = ["sh", "-c", $"echo $$ > '{id}'; exec \"$@\"", "sh", .. launcher];
        var pack = library.PackAsync("--no-build");
        await WaitForFirstRequestAsync(solution, pack);
        var clock = Stopwatch.StartNew();
        (await Run.ProcessAsync("kill", ["-INT", File.ReadAllText(id).Trim()])).EnsureSuccess();
        var result = await pack;

        Assert.IsLessThan(TimeSpan.FromSeconds(10), clock.Elapsed);
        Assert.IsFalse(result.Succeeded, result.ToString());
        solution.EnsureOutput();
        before.EnsureUnchanged("A cancelled pack changed what the build made.");

        solution.Timestamps.Fault = TimestampFault.None;
        solution.Launcher = launcher;
        await library.PackSignedAsync("--no-build");
        solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task An_output_folder_that_cannot_be_written_is_an_error_that_names_it()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings");
        (await library.BuildAsync()).EnsureSuccess();
        var before = FileSnapshot.Take(library.Bin(), library.Obj());
        Directory.CreateDirectory(solution.Output);
        using (new FolderLock(solution.Output))
        {
            var result = await library.PackAsync("--no-build");
            Assert.IsFalse(result.Succeeded, result.ToString());
            var error = result.Diagnostics.Single(d => d.IsError);
            StringAssert.StartsWith(error.Code, "CSB", StringComparison.Ordinal);
            StringAssert.Contains($"{error.File} {error.Text}", solution.Output, StringComparison.Ordinal);
        }

        solution.EnsureOutput();
        before.EnsureUnchanged("A pack that failed changed what the build made.");
        await library.PackSignedAsync("--no-build");
    }

    private static async Task WaitForFirstRequestAsync(TestSolution solution, Task<BuildResult> pack)
    {
        var requests = solution.Timestamps.Requests;
        while (solution.Timestamps.Requests == requests && !pack.IsCompleted)
            await Task.Delay(2);
    }
}
