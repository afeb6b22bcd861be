using System.Diagnostics;
using CodeSign.Signing.Cache;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Signing;

/// <summary>
/// Two processes sign the same files at once, with one cache: programs, packages, archives with both in them, signatures beside files,
/// and a published folder, all with timestamps. One of the two is killed (SIGKILL) at a random moment. The other must not notice, the
/// cache must hold nothing but whole entries, each output of the killed one is as it was before or signed, and its next run gives the
/// very files that the other one has made.
/// </summary>
[TestClass]
public sealed class KilledCacheTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Whoever_is_killed_the_others_find_a_sound_cache_and_the_next_run_makes_the_same_files()
    {
        await using var bench = new KilledCacheBench();
        var (killed, other) = (bench.AddProcess("killed"), bench.AddProcess("other"));
        var span = await MeasureAsync(other);
        var figures = new Figures();
        for (var kill = 0; kill < Kills.OfSharedCache; kill++)
        {
            // With an empty cache, signatures are made and stored; with a full one, they are only read.
            if (kill % 2 == 0)
                bench.EmptyCache();
            killed.PutOldFiles();
            other.PutOldFiles();
            await KillOneAsync(killed.Host, other.Host, span, figures);
            await other.AssertAllSignedAsync();
            figures.Old += await killed.AssertOldOrSignedAsync();
            figures.Entries += AssertCacheIsSound(bench);

            await killed.RunAsync();
            await killed.AssertAllSignedAsync();
            killed.AssertSameFilesAs(other);
            bench.AssertNoLeftovers();
        }

        TestContext.WriteLine(
            $"{Kills.OfSharedCache} kills over {span.TotalMilliseconds:F0} ms: {figures.Ended} runs had ended, {figures.Old} of "
            + $"{Kills.OfSharedCache * killed.Outputs} outputs were old, the cache held {figures.Entries} entries, all of them whole.");
    }

    private static async Task<TimeSpan> MeasureAsync(KilledCacheProcess process)
    {
        process.PutOldFiles();
        using var host = await process.Host.StartAsync();
        var watch = Stopwatch.StartNew();
        await host.WaitForExitAsync();
        var elapsed = watch.Elapsed;
        await process.AssertAllSignedAsync();
        return elapsed;
    }

    private static async Task KillOneAsync(SigningHost killed, SigningHost other, TimeSpan span, Figures figures)
    {
        using var survivor = Process.Start(new ProcessStartInfo(SigningHost.Dotnet, other.Arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        using var victim = await killed.StartAsync();
        // The victim may be the first or the second at the cache.
        await Task.Delay(span * Random.Shared.NextDouble() * 1.3);
        figures.Ended += victim.HasExited ? 1 : 0;
        victim.Kill();
        await victim.WaitForExitAsync();
        var error = await survivor.StandardError.ReadToEndAsync();
        await survivor.WaitForExitAsync();
        Assert.AreEqual("", error, "The process that was not killed complains.");
        Assert.AreEqual(0, survivor.ExitCode);
    }

    /// <summary>Every entry is whole and its own key's; beside entries there may be what a killed process leaves, and nothing else.</summary>
    private static int AssertCacheIsSound(KilledCacheBench bench)
    {
        var entries = 0;
        foreach (var path in Directory.GetFiles(bench.Cache))
        {
            Assert.MatchesRegex(@"^[0-9a-f]{64}\.(signature|lock|tmp)$", Path.GetFileName(path));
            if (Path.GetExtension(path) != ".signature")
                continue;
            CacheEntryFormat.Read(Convert.FromHexString(Path.GetFileNameWithoutExtension(path)), File.ReadAllBytes(path));
            entries++;
        }

        return entries;
    }

    private sealed class Figures
    {
        public int Ended { get; set; }

        public int Old { get; set; }

        public int Entries { get; set; }
    }
}
