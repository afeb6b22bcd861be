using System.Diagnostics;
using System.Globalization;

namespace CodeSign.Build.Tests.Solutions;

/// <summary>
/// A solution whose projects reference one another, packed and published in each way that MSBuild has to schedule a build, from clean or
/// after a setting was changed that makes everything be signed anew: whoever comes first, each file is signed by who has to sign it, and
/// every run makes the same files. The suite takes a small solution; the environment variable CODESIGN_SOLUTION_RUNS asks for 50
/// projects, and says how many runs there are of each way, every other one with an empty signature cache.
/// </summary>
[TestClass]
public sealed class LayeredSolutionTests
{
    private const int SmallSize = 8;
    private const int LargeSize = 50;

    private static readonly int? LargeRuns =
        Environment.GetEnvironmentVariable("CODESIGN_SOLUTION_RUNS") is { } runs ? int.Parse(runs, CultureInfo.InvariantCulture) : null;

    private static readonly string[][] Schedules = [["-m:4"], ["-graph", "-m:4"], ["-mt", "-m:4"]];

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Every_run_in_every_way_to_schedule_it_makes_the_same_signed_files()
    {
        await using var layered = new LayeredSolution(LargeRuns is null ? SmallSize : LargeSize);
        await layered.RestoreAsync();
        SignedContents? first = null;
        for (var run = 0; run < (LargeRuns ?? 1); run++)
            for (var way = 0; way < Schedules.Length; way++)
            {
                var clock = Stopwatch.StartNew();
                Prepare(layered, run, way);
                await layered.PackAsync(Schedules[way]);
                await layered.PublishAsync(Schedules[way]);
                var contents = await SolutionContents.ReadAsync(layered);
                first ??= contents;
                first.EnsureSame(contents);
                TestContext.WriteLine($"{string.Join(' ', Schedules[way])}: {contents.Signed} files signed, {clock.Elapsed.TotalSeconds:F0} s");
            }
    }

    // Each way has its turn to begin from clean: what it finds otherwise is signed already, and is replaced while others read it.
    private static void Prepare(LayeredSolution layered, int run, int way)
    {
        if (way == run % Schedules.Length)
            layered.Solution.Clean();
        else
            layered.Solution.Environment["CodeSignDescription"] = $"Run {run}, way {way}";
        if (run % 2 == 1)
            layered.ForgetSignatures();
    }
}
