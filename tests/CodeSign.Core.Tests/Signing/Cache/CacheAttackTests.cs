using CodeSign.Cms;
using CodeSign.Signing;
using CodeSign.Signing.Cache;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Signing.Cache;

/// <summary>Entries and folders that are not what the cache has made: they are refused, told about, and the file is signed anew.</summary>
[TestClass]
public sealed class CacheAttackTests
{
    [TestMethod]
    [DataRow("empty")]
    [DataRow("cut off")]
    [DataRow("longer")]
    [DataRow("a bit flipped")]
    [DataRow("too long")]
    [DataRow("another file's")]
    [DataRow("another file's, under this one's key")]
    [DataRow("without its timestamp where none is wanted")]
    [DataRow("another signature's timestamp")]
    [DataRow("a forged signature value")]
    [DataRow("no SignedData")]
    [DataRow("another server")]
    [DataRow("a link to a good one")]
    [DataRow("a link to nowhere")]
    [DataRow("a folder")]
    public async Task An_entry_that_is_not_what_was_put_there_is_refused_and_the_file_signed_anew(string attack)
    {
        await using var bench = new CacheBench();
        var source = bench.Files.Image("a.dll", 1);
        var other = bench.Files.Image("b.dll", 2);
        await bench.SignAsync(bench.Profile(), source);
        var path = bench.Entries.Single();
        await bench.SignAsync(bench.Profile(), other);
        Attack(attack, path, bench.Entries.Single(entry => entry != path));

        var file = (await bench.SignAsync(bench.Profile(), source)).Single();

        Assert.IsNull(file.CachedSince, "The planted entry was used.");
        Assert.AreEqual(3, bench.KeyOperations);
        Assert.AreEqual(3, bench.Server.Requests);
        Assert.AreEqual(attack == "a folder" ? "CSB2521 CSB2522" : "CSB2521", bench.Warnings);
        var roots = TestIdentities.Authority.WriteRoot(bench.Files.Folder.File("roots.pem"));
        (await OsslSigncode.VerifyAsync(file.Job.Destination, roots)).EnsureSuccess();

        await bench.SignAsync(bench.Profile(), source);
        Assert.AreEqual(attack == "a folder" ? 4 : 3, bench.KeyOperations, "The good entry has not taken the refused one's place.");
    }

    [TestMethod]
    public async Task An_entry_that_somebody_else_owns_is_refused()
    {
        await using var bench = new CacheBench();
        var source = bench.Files.Image("a.dll");
        await bench.SignAsync(bench.Profile(), source);
        await GiveAwayAsync(bench.Entries.Single());

        await bench.SignAsync(bench.Profile(), source);

        Assert.AreEqual(2, bench.KeyOperations);
        Assert.AreEqual("CSB2521", bench.Warnings);
    }

    [TestMethod]
    public async Task Of_many_refused_entries_one_warning_tells_and_all_are_signed_anew()
    {
        await using var bench = new CacheBench();
        var sources = Enumerable.Range(0, 10).Select(number => bench.Files.Image($"{number}.dll", number)).ToList();
        await bench.SignAsync(bench.Profile(), sources);
        foreach (var entry in bench.Entries)
            File.WriteAllText(entry, "planted");

        var files = await bench.SignAsync(bench.Profile(), sources);

        Assert.AreEqual(20, bench.KeyOperations);
        Assert.IsTrue(files.All(file => file.CachedSince is null));
        Assert.AreEqual("CSB2521", bench.Warnings);
    }

    [TestMethod]
    public async Task A_cached_signature_with_which_the_file_is_not_verified_is_refused()
    {
        using var files = new SigningBench();
        var cache = new SignatureCache(new SignatureCacheOptions { Directory = files.Folder.File("cache") }, files.Log);
        var engine = new SigningEngine(new SigningEngineOptions
        {
            Formats = [new CodeSign.Formats.PortableExecutable.PortableExecutableFormat()],
            Inspector = files.Inspector,
            Log = files.Log,
            Cache = cache,
        });
        var source = files.Image("a.dll");
        await engine.SignAsync([new(source, files.Folder.File("1.dll"), files.Profile())], CancellationToken.None);
        files.Inspector.OnVerify = _ => files.Inspector.Verified.Count == 2
            ? throw CodeSign.Verification.VerificationDiagnostics.NotTrusted.Exception("The reader finds a fault.", "Look.") : Task.CompletedTask;

        var file = (await engine.SignAsync([new(source, files.Folder.File("2.dll"), files.Profile())], CancellationToken.None)).Single();

        Assert.IsNull(file.CachedSince);
        Assert.AreEqual(2, files.KeyOperations);
        Assert.AreEqual("CSB2521", files.Log.Diagnostics.Single().Descriptor.Code);
        files.AssertNoLeftovers();
    }

    [TestMethod]
    public async Task An_attacker_who_replaces_an_entry_all_the_time_gets_nothing_signed_otherwise()
    {
        await using var bench = new CacheBench();
        var source = bench.Files.Image("a.dll", 1);
        var profile = bench.Profile() with { Timestamps = null };
        var sha256 = (await bench.SignAsync(profile, source)).Single().Sha256;
        var path = bench.Entries.Single();
        await bench.SignAsync(profile, bench.Files.Image("b.dll", 2));
        byte[][] planted = [File.ReadAllBytes(bench.Entries.Single(entry => entry != path)), File.ReadAllBytes(path)[..500], []];
        using var end = new CancellationTokenSource();
        var racing = Task.Run(() =>
        {
            for (var round = 0; !end.IsCancellationRequested; round++)
            {
                var temporary = bench.Files.Folder.File("planted");
                File.WriteAllBytes(temporary, planted[round % planted.Length]);
                File.Move(temporary, path, overwrite: true);
            }
        });

        for (var run = 0; run < 30; run++)
            Assert.AreEqual(sha256, (await bench.SignAsync(profile, source)).Single().Sha256);
        await end.CancelAsync();
        await racing;
    }

    [TestMethod]
    [DataRow("a link", "CSB2520")]
    [DataRow("its parent is a link", "CSB2520")]
    [DataRow("writable by others", "CSB2520")]
    [DataRow("writable by the group", "CSB2520")]
    [DataRow("its parent writable by others", "CSB2520")]
    [DataRow("a file", "CSB2522")]
    public async Task A_folder_that_is_not_this_users_alone_is_refused_and_signing_goes_on(string attack, string code)
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("Modes are not used on Windows, and links need a privilege.");
        await using var bench = new CacheBench();
        var source = bench.Files.Image("a.dll");
        Prepare(attack, bench);

        await bench.SignAsync(bench.Profile(), source);
        await bench.SignAsync(bench.Profile(), source);

        Assert.AreEqual(2, bench.KeyOperations);
        Assert.AreEqual($"{code} {code}", bench.Warnings);
        Assert.IsEmpty(Directory.EnumerateFiles(bench.Files.Folder.Path, "*.signature", SearchOption.AllDirectories));
    }

    [TestMethod]
    public async Task A_folder_that_somebody_else_owns_is_refused()
    {
        await using var bench = new CacheBench();
        Directory.CreateDirectory(bench.Directory);
        await GiveAwayAsync(bench.Directory);

        await bench.SignAsync(bench.Profile(), bench.Files.Image("a.dll"));

        Assert.AreEqual("CSB2520", bench.Warnings);
        Assert.IsEmpty(Directory.EnumerateFileSystemEntries(bench.Directory));
    }

    [TestMethod]
    public void An_entry_reads_as_it_was_written_and_no_shorter_or_longer_one_does()
    {
        var key = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var signature = new CachedSignature(new byte[] { 0x30, 0x01, 0x07 }, new DateTimeOffset(2025, 3, 4, 5, 6, 7, TimeSpan.Zero), "http://tsa.example/");
        var entry = CacheEntryFormat.Write(key, signature)!;

        var read = CacheEntryFormat.Read(key, entry);

        Assert.AreEqual((signature.SignedAt, signature.Server), (read.SignedAt, read.Server));
        CollectionAssert.AreEqual(signature.Encoded.ToArray(), read.Encoded.ToArray());
        for (var length = 0; length < entry.Length; length++)
            Assert.ThrowsExactly<InvalidDataException>(() => CacheEntryFormat.Read(key, entry.AsMemory(0, length)));
        for (var index = 0; index < entry.Length; index++)
        {
            var flipped = (byte[])entry.Clone();
            flipped[index] ^= 0x81;
            Assert.ThrowsExactly<InvalidDataException>(() => CacheEntryFormat.Read(key, flipped));
        }

        Assert.IsNull(CacheEntryFormat.Write(key, signature with { Encoded = new byte[CacheEntryFormat.MaxLength] }));
    }

    [TestMethod]
    public void Lengths_that_lie_are_refused_although_the_digest_is_right()
    {
        var key = new byte[32];
        var entry = CacheEntryFormat.Write(key, new CachedSignature(new byte[10], DateTimeOffset.UnixEpoch, "x"))!;
        // The server's length, the signature's length, the time.
        foreach (var offset in new[] { 48, 51, 40 })
        {
            var lying = (byte[])entry.Clone();
            lying[offset] = 0xFF;
            System.Security.Cryptography.SHA256.HashData(lying.AsSpan(..^32), lying.AsSpan(^32..));
            Assert.ThrowsExactly<InvalidDataException>(() => CacheEntryFormat.Read(key, lying), $"at {offset}");
        }
    }

    private static void Attack(string attack, string path, string other)
    {
        var entry = File.ReadAllBytes(path);
        var key = Convert.FromHexString(Path.GetFileNameWithoutExtension(path));
        var mine = CacheEntryFormat.Read(key, entry);
        var theirs = CacheEntryFormat.Read(Convert.FromHexString(Path.GetFileNameWithoutExtension(other)), File.ReadAllBytes(other));
        switch (attack)
        {
            case "empty":
                File.WriteAllBytes(path, []);
                break;
            case "cut off":
                File.WriteAllBytes(path, entry[..^1]);
                break;
            case "longer":
                File.WriteAllBytes(path, [.. entry, 0]);
                break;
            case "a bit flipped":
                entry[entry.Length / 2] ^= 1;
                File.WriteAllBytes(path, entry);
                break;
            case "too long":
                using (var file = File.OpenWrite(path))
                    file.SetLength(CacheEntryFormat.MaxLength + 1);
                break;
            case "another file's":
                File.Copy(other, path, overwrite: true);
                break;
            case "another file's, under this one's key":
                Plant(theirs);
                break;
            case "without its timestamp where none is wanted":
                // An unsigned attribute of another kind in the timestamp's place.
                Plant(mine with { Encoded = Replaced(mine.Encoded, DerWriter.Oid(Oids.SpcTimestampToken), DerWriter.Oid(Oids.SpcNestedSignature)) });
                break;
            case "another signature's timestamp":
                Plant(mine with { Encoded = Replaced(mine.Encoded, Token(mine), Token(theirs)) });
                break;
            case "a forged signature value":
                var value = SignatureParts.Read(mine.Encoded, Oids.SpcTimestampToken).Value.ToArray();
                Plant(mine with { Encoded = Replaced(mine.Encoded, value, [.. value[..^1], (byte)(value[^1] ^ 1)]) });
                break;
            case "no SignedData":
                Plant(mine with { Encoded = "0\u0003abc"u8.ToArray() });
                break;
            case "another server":
                Plant(mine with { Server = "http://evil.example/" });
                break;
            case "a link to a good one":
                File.Move(path, path + ".elsewhere");
                File.CreateSymbolicLink(path, path + ".elsewhere");
                break;
            case "a link to nowhere":
                File.Delete(path);
                File.CreateSymbolicLink(path, path + ".nowhere");
                break;
            case "a folder":
                File.Delete(path);
                Directory.CreateDirectory(path);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(attack), attack, null);
        }

        void Plant(CachedSignature planted) => File.WriteAllBytes(path, CacheEntryFormat.Write(key, planted)!);
    }

    private static byte[] Token(CachedSignature signature) => SignatureParts.Read(signature.Encoded, Oids.SpcTimestampToken).Token.ToArray();

    private static byte[] Replaced(ReadOnlyMemory<byte> encoded, byte[] part, byte[] by)
    {
        Assert.HasCount(part.Length, by, "Lengths around it would have to change.");
        var bytes = encoded.ToArray();
        by.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf(part)));
        return bytes;
    }

    private static void Prepare(string attack, CacheBench bench)
    {
        var parent = Path.GetDirectoryName(bench.Directory)!;
        var elsewhere = bench.Files.Folder.Folder("elsewhere");
        switch (attack)
        {
            case "a link":
                Directory.CreateDirectory(parent);
                Directory.CreateSymbolicLink(bench.Directory, elsewhere);
                break;
            case "its parent is a link":
                Directory.CreateDirectory(Path.GetDirectoryName(parent)!);
                Directory.CreateSymbolicLink(parent, elsewhere);
                break;
            case "writable by others":
                SetMode(Directory.CreateDirectory(bench.Directory).FullName, UnixFileMode.OtherWrite);
                break;
            case "writable by the group":
                SetMode(Directory.CreateDirectory(bench.Directory).FullName, UnixFileMode.GroupWrite);
                break;
            case "its parent writable by others":
                Directory.CreateDirectory(bench.Directory);
                SetMode(parent, UnixFileMode.OtherWrite);
                break;
            default:
                Directory.CreateDirectory(parent);
                File.WriteAllText(bench.Directory, "a file");
                break;
        }
    }

    private static void SetMode(string path, UnixFileMode more)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | more);
    }

    private static async Task GiveAwayAsync(string path)
    {
        if (Environment.UserName != "root")
            Assert.Inconclusive("Only root can give a file away.");
        (await Run.ProcessAsync("chown", ["12345", path])).EnsureSuccess();
    }
}
