using CodeSign.Signing.Cache;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Signing.Cache;

/// <summary>Many processes and threads that use one folder at once, and an attacker among them.</summary>
[TestClass]
public sealed class CacheRaceTests
{
    private const int Processes = 4;

    [TestMethod]
    public async Task Processes_that_sign_the_same_at_once_make_each_signature_once_and_the_same_files()
    {
        await using var bench = new KilledCacheBench();
        var processes = Enumerable.Range(0, Processes).Select(number => bench.AddProcess($"process{number}")).ToList();
        processes.ForEach(process => process.PutOldFiles());

        var results = await Task.WhenAll(processes.Select(process => process.Host.RunAsync()));

        foreach (var result in results)
            Assert.AreEqual("", result.EnsureSuccess().Error, "A process complains.");
        foreach (var process in processes)
        {
            await process.AssertAllSignedAsync();
            process.AssertSameFilesAs(processes[0]);
        }

        Assert.AreEqual(bench.Contents, bench.Timestamps, "Something was signed more than once.");
    }

    [TestMethod]
    public async Task Processes_that_an_attacker_races_refuse_what_he_plants_and_sign_everything()
    {
        await using var bench = new KilledCacheBench();
        var processes = Enumerable.Range(0, Processes).Select(number => bench.AddProcess($"process{number}")).ToList();
        processes.ForEach(process => process.PutOldFiles());
        using var end = new CancellationTokenSource();
        var racing = Task.Run(() => Plant(bench, end.Token));

        var results = await Task.WhenAll(processes.Select(process => process.Host.RunAsync()));
        await end.CancelAsync();
        await racing;

        foreach (var result in results)
            foreach (var line in result.EnsureSuccess().Error.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                Assert.Contains("CSB2521", line);
        foreach (var process in processes)
            await process.AssertAllSignedAsync();
    }

    [TestMethod]
    public async Task Whoever_reads_while_others_write_and_trim_sees_a_whole_entry_or_none()
    {
        using var folder = new TemporaryFolder();
        var files = new CacheFiles(folder.Path);
        var options = new SignatureCacheOptions { Directory = folder.Path, MaxEntries = 2 };
        var names = Enumerable.Range(0, 4).Select(number => new byte[32].Select(_ => (byte)number).ToArray()).ToList();
        var found = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var round = 0; round < 300; round++)
            {
                var key = names[(thread + round) % names.Count];
                // Every writer writes another content of another length.
                var signature = new CachedSignature(new byte[100 + thread * 1000], DateTimeOffset.UnixEpoch, "");
                if (round % 3 == 0)
                    files.Write(Convert.ToHexStringLower(key), CacheEntryFormat.Write(key, signature));
                if (round % 50 == 0)
                    files.Trim(options);
                if (files.Read(Convert.ToHexStringLower(key)) is not { } entry)
                    continue;
                Assert.AreEqual(100, CacheEntryFormat.Read(key, entry).Encoded.Length % 1000);
                Interlocked.Increment(ref found);
            }
        })));

        Assert.IsGreaterThan(0, found);
        Assert.IsEmpty(Directory.GetFiles(folder.Path, "*.tmp"));
    }

    // Cuts entries off, swaps them, and replaces them with nothing, as fast as it can.
    private static void Plant(KilledCacheBench bench, CancellationToken end)
    {
        for (var round = 0; !end.IsCancellationRequested; round++)
        {
            var entries = Directory.Exists(bench.Cache) ? Directory.GetFiles(bench.Cache, "*.signature") : [];
            if (entries.Length == 0)
                continue;
            try
            {
                var entry = File.ReadAllBytes(entries[round % entries.Length]);
                var planted = bench.Folder.Write("planted", (round % 3) switch { 0 => entry, 1 => entry[..(entry.Length / 2)], _ => [] });
                File.Move(planted, entries[(round * 7 + 1) % entries.Length], overwrite: true);
            }
            catch (IOException)
            {
                // It was refused and removed at this moment.
            }
        }
    }
}
