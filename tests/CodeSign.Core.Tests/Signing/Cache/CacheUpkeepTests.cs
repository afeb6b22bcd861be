using CodeSign.Signing.Cache;

namespace CodeSign.Core.Tests.Signing.Cache;

/// <summary>The cache's folder: whose it is, where it is, and that it does not grow for ever.</summary>
[TestClass]
public sealed class CacheUpkeepTests
{
    [TestMethod]
    public async Task Folder_and_entries_are_their_owners_alone()
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("Modes are not used on Windows.");
        await using var bench = new CacheBench();
        await bench.SignAsync(bench.Profile(), bench.Files.Image("a.dll"));

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(bench.Directory));
            Assert.AreEqual(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(bench.Directory)!));
            Assert.AreEqual(Owner, File.GetUnixFileMode(bench.Entries.Single()));
        }
    }

    [TestMethod]
    public async Task Of_too_many_entries_those_are_removed_that_were_not_used_for_longest()
    {
        await using var bench = new CacheBench();
        var profile = bench.Profile() with { Timestamps = null };
        var sources = Enumerable.Range(0, 4).Select(number => bench.Files.Image($"{number}.dll", number)).ToList();
        await bench.SignAsync(profile, sources);
        foreach (var entry in bench.Entries)
            File.SetLastWriteTimeUtc(entry, DateTime.UtcNow.AddDays(-1));
        // A use counts as much as a new signature.
        await bench.SignAsync(profile, sources[2]);
        var cache = bench.Cache(options => options with { MaxEntries = 2 });
        await bench.SignAsync(cache, profile, bench.Files.Image("new.dll", 9));

        cache.Trim();

        Assert.HasCount(2, bench.Entries);
        await bench.SignAsync(profile, sources[2]);
        Assert.AreEqual(5, bench.KeyOperations, "The entry that was used last is gone.");
    }

    [TestMethod]
    public async Task Entries_are_removed_that_are_too_large_in_all_or_too_old()
    {
        await using var bench = new CacheBench();
        var profile = bench.Profile() with { Timestamps = null };
        await bench.SignAsync(profile, bench.Files.Image("old.dll", 1));
        File.SetLastWriteTimeUtc(bench.Entries.Single(), DateTime.UtcNow.AddDays(-31));
        var aging = bench.Cache();
        await bench.SignAsync(aging, profile, bench.Files.Image("new.dll", 2));
        aging.Trim();
        var kept = bench.Entries.Single();

        var small = bench.Cache(options => options with { MaxBytes = new FileInfo(kept).Length + 10 });
        await bench.SignAsync(small, profile, bench.Files.Image("newer.dll", 3));
        small.Trim();

        Assert.AreNotEqual(kept, bench.Entries.Single());
    }

    [TestMethod]
    public async Task What_killed_processes_have_left_is_removed_and_other_files_are_left_alone()
    {
        await using var bench = new CacheBench();
        await bench.SignAsync(bench.Profile(), bench.Files.Image("b.dll", 2));
        var name = Path.Combine(bench.Directory, new string('a', 64));
        string[] abandoned = [$"{name}.tmp", $"{name}.lock"];
        string[] others = [Path.Combine(bench.Directory, "notes.tmp"), Path.Combine(bench.Directory, "mine.signature"), $"{name}.txt"];
        foreach (var path in abandoned.Concat(others))
        {
            File.WriteAllText(path, "something");
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-100));
        }

        var cache = bench.Cache();
        await bench.SignAsync(cache, bench.Profile(), bench.Files.Image("a.dll"));
        cache.Trim();
        cache.Clear();

        CollectionAssert.AreEquivalent(others, Directory.GetFiles(bench.Directory));
    }

    [TestMethod]
    public void Without_a_home_folder_there_is_no_cache_and_none_in_the_root_folder()
    {
        Assert.IsNull(SignatureCacheLocation.In(""));
        Assert.IsNull(SignatureCacheLocation.In("relative"));
        Assert.ThrowsExactly<ArgumentException>(
            () => new SignatureCache(new SignatureCacheOptions { Directory = "relative" }, new CodeSign.Testing.RecordingLog()));
    }

    [TestMethod]
    public async Task A_cache_that_can_not_be_written_keeps_nothing_from_being_signed()
    {
        await using var bench = new CacheBench();
        var elsewhere = bench.Files.Folder.Write("file", "no folder");
        var cache = bench.Cache(options => options with { Directory = Path.Combine(elsewhere, "signatures") });

        var files = await bench.SignAsync(cache, bench.Profile(), bench.Files.Image("a.dll", 1), bench.Files.Image("b.dll", 2));

        Assert.HasCount(2, files);
        Assert.AreEqual("CSB2522", bench.Warnings);
    }
}
