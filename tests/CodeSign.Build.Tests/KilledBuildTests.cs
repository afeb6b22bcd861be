using System.Diagnostics;
using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>
/// Kills packs and publishes with all the processes that they have started (SIGKILL), half of them at any moment and half after the
/// signing has begun. At every moment no unsigned package and no unsigned file of ours lies where it would be taken from; what was built
/// is unsigned or signed, and nothing else; and the next build, which is told nothing, makes the same as one that nobody has killed.
/// </summary>
[TestClass]
public sealed class KilledBuildTests
{
    private const int Seed = 20260101;
    private const int StartOverEvery = 6;

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_build_killed_at_any_moment_leaves_each_output_as_it_was_or_signed_and_the_next_one_makes_the_same()
    {
        await using var bench = new KilledBuildBench();
        await bench.RestoreAsync();
        await bench.StartOverAsync();
        var spans = new Dictionary<string[], TimeSpan>();
        foreach (var build in bench.Builds)
            spans.Add(build, await MeasureAsync(bench, build));
        var undisturbed = await bench.ReadAsync();
        var random = new Random(Seed);
        var ended = 0;
        for (var kill = 0; kill < Kills.OfBuilds; kill++)
        {
            bench.ChangeSettings(kill);
            var startsOver = kill % StartOverEvery == StartOverEvery - 1;
            if (startsOver)
                await bench.StartOverAsync();
            var build = spans.Keys.ElementAt(kill % spans.Count);
            ended += await KillAsync(bench, build, spans[build], random) ? 1 : 0;
            undisturbed.EnsureHolds(await bench.ReadAsync());
            bench.EnsureManifestsHold(ofPackagesToo: false);

            // The first builds take longer than those that follow: too long a span, and the kills come too late.
            var time = await MeasureAsync(bench, build);
            spans[build] = time < spans[build] ? time : spans[build];
            foreach (var other in spans.Keys.Where(other => startsOver && other != build))
                await bench.RunAsync(other);
            undisturbed.EnsureSame(await bench.ReadAsync());
            bench.EnsureManifestsHold(ofPackagesToo: true);
            bench.Solution.EnsureNothingLeft();
        }

        Assert.IsLessThan(Kills.OfBuilds, ended, "Every kill came after the end.");
        TestContext.WriteLine($"{Kills.OfBuilds} builds killed, {ended} of them had ended.");
    }

    private static async Task<TimeSpan> MeasureAsync(KilledBuildBench bench, string[] build)
    {
        var clock = Stopwatch.StartNew();
        await bench.RunAsync(build);
        return clock.Elapsed;
    }

    /// <returns>Whether the build had ended by itself.</returns>
    private static async Task<bool> KillAsync(KilledBuildBench bench, string[] arguments, TimeSpan span, Random random)
    {
        using var kill = new CancellationTokenSource();
        var (afterFirstRequest, part) = (random.Next(2) == 0, random.NextDouble());
        var requests = bench.Solution.Timestamps.Requests;
        var build = bench.Solution.DotnetAsync(arguments, kill.Token);
        while (afterFirstRequest && bench.Solution.Timestamps.Requests == requests && !build.IsCompleted)
            await Task.Delay(2);
        await Task.WhenAny(build, Task.Delay(span * part * (afterFirstRequest ? 0.2 : 0.9)));
        var hasEnded = build.IsCompleted;
        await kill.CancelAsync();
        try
        {
            await build;
        }
        catch (OperationCanceledException)
        {
            // Killed, with all that it had started.
        }

        return hasEnded;
    }
}
