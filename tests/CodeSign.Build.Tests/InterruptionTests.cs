using System.Diagnostics;
using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>Packs that are killed or cancelled: every output is as it was, or whole and signed.</summary>
[TestClass]
public sealed class InterruptionTests
{
    private const int Kills = 10;
    private const int Seed = 20260101;

    [TestMethod]
    public async Task A_pack_killed_at_any_moment_leaves_each_output_as_it_was_or_signed()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Translate("de").Translate("fr");
        (await library.BuildAsync()).EnsureSuccess();
        solution.Timestamps.Latency = TimeSpan.FromMilliseconds(20);
        var random = new Random(Seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            // Each round signs everything anew, and makes another package.
            library.Set("CodeSignDescription", $"Round {kill}").Set("PackageVersion", $"1.0.{kill}");
            await KillAsync(solution, library, random);
            EnsureWholeOrUntouched(solution, library);
            await library.PackSignedAsync("--no-build");
            await solution.Package($"Greetings.1.0.{kill}")
                .EnsureSigned("lib/net10.0/Greetings.dll", "lib/net10.0/de/Greetings.resources.dll", "lib/net10.0/fr/Greetings.resources.dll").VerifyAsync();
            Assert.IsNotNull(Authenticode.Read(library.Bin()));
            EnsureNothingLeft(solution);
        }
    }

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

    // Half of the kills come after the signing has begun: that is when files are staged and moved.
    private static async Task KillAsync(TestSolution solution, TestProject library, Random random)
    {
        using var kill = new CancellationTokenSource();
        var (afterFirstRequest, delay) = (random.Next(2) == 0, random.Next(100, 1400));
        var pack = solution.DotnetAsync(["pack", library.ProjectFile, "-o", solution.Output, "--no-build"], kill.Token);
        if (afterFirstRequest)
            await WaitForFirstRequestAsync(solution, pack);
        var clock = Stopwatch.StartNew();
        while (!pack.IsCompleted && clock.ElapsedMilliseconds < (afterFirstRequest ? delay / 3 : delay))
        {
            EnsureNoUnsignedPackage(solution);
            await Task.Delay(2);
        }

        await kill.CancelAsync();
        try
        {
            await pack;
        }
        catch (OperationCanceledException)
        {
            // Killed, with all that it had started.
        }
    }

    private static async Task WaitForFirstRequestAsync(TestSolution solution, Task<BuildResult> pack)
    {
        var requests = solution.Timestamps.Requests;
        while (solution.Timestamps.Requests == requests && !pack.IsCompleted)
            await Task.Delay(2);
    }

    private static void EnsureWholeOrUntouched(TestSolution solution, TestProject library)
    {
        EnsureNoUnsignedPackage(solution);
        foreach (var file in Directory.EnumerateFiles(library.Folder, "Greetings*.dll", SearchOption.AllDirectories))
        {
            // Reading fails where a file was cut off.
            if (!file.Contains($"{Path.DirectorySeparatorChar}codesign{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                Authenticode.Read(file);
        }
    }

    private static void EnsureNoUnsignedPackage(TestSolution solution)
    {
        if (!Directory.Exists(solution.Output))
            return;
        foreach (var package in Directory.EnumerateFiles(solution.Output, "*.nupkg"))
            Assert.IsTrue(PackageFile.Open(package).IsSigned, $"{package} lay in the output folder unsigned.");
    }

    private static readonly string[] Outputs = [".nupkg", ".codesign.json", ".codesign.json.p7s"];

    private static void EnsureNothingLeft(TestSolution solution) => Assert.IsEmpty(
        Directory.EnumerateFileSystemEntries(solution.Output)
            .Where(file => !Outputs.Any(extension => file.EndsWith(extension, StringComparison.Ordinal))),
        "What a killed pack had begun is still in the output folder.");
}
