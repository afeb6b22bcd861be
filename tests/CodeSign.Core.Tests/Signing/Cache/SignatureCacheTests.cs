using System.IO.Compression;
using CodeSign.Cms;
using CodeSign.Core.Tests.Verification;
using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Keys;
using CodeSign.Signing;
using CodeSign.Signing.Cache;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Signing.Cache;

/// <summary>What a cached signature saves, and when there is none to be had.</summary>
[TestClass]
public sealed class SignatureCacheTests
{
    [TestMethod]
    public async Task A_later_run_needs_no_key_operation_and_no_timestamp_and_gives_the_same_bytes()
    {
        await using var bench = new CacheBench();
        string[] sources = [bench.Files.Image("a.dll", 1), bench.Files.Image("b.dll", 2)];
        var first = await bench.SignAsync(bench.Profile(), sources);

        var second = await bench.SignAsync(bench.Profile(), sources);

        Assert.AreEqual(2, bench.KeyOperations);
        Assert.AreEqual(2, bench.Server.Requests);
        CollectionAssert.AreEqual(first.Select(file => file.Sha256).ToList(), second.Select(file => file.Sha256).ToList());
        Assert.IsTrue(first.All(file => file.CachedSince is null));
        foreach (var (made, cached) in first.Zip(second))
        {
            Assert.IsLessThan(TimeSpan.FromMinutes(5), DateTimeOffset.UtcNow - cached.CachedSince!.Value);
            Assert.AreEqual(made.Timestamp!.SerialNumber, cached.Timestamp!.SerialNumber);
            Assert.AreEqual(bench.Server.Address.AbsoluteUri, cached.Timestamp.Server);
        }

        var roots = TestIdentities.Authority.WriteRoot(bench.Files.Folder.File("roots.pem"));
        (await OsslSigncode.VerifyAsync(second[0].Job.Destination, roots)).EnsureSuccess();
        Assert.AreEqual("", bench.Warnings);
    }

    [TestMethod]
    public async Task One_file_in_five_projects_that_build_at_once_is_signed_and_stamped_once()
    {
        await using var bench = new CacheBench();
        var source = bench.Files.Image("a.dll");
        bench.Server.Latency = TimeSpan.FromMilliseconds(100);

        var runs = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => bench.SignAsync(bench.Profile(), source))));

        Assert.AreEqual(1, bench.KeyOperations);
        Assert.AreEqual(1, bench.Server.Requests);
        Assert.AreEqual(1, runs.Select(files => files.Single().Sha256).Distinct().Count());
        Assert.AreEqual(4, runs.Count(files => files.Single().CachedSince is not null));
        Assert.HasCount(1, System.IO.Directory.GetFiles(bench.Directory), "Locks or temporary files are left.");
    }

    [TestMethod]
    public async Task A_package_is_signed_once_although_its_signature_says_when()
    {
        await using var bench = new CacheBench();
        var package = Package(bench);
        var first = await bench.SignAsync(bench.Profile(), package);
        bench.Clock = new FixedClock(DateTimeOffset.UtcNow.AddHours(1));

        var second = await bench.SignAsync(bench.Profile(), package);

        Assert.AreEqual(1, bench.KeyOperations);
        Assert.AreEqual(first.Single().Sha256, second.Single().Sha256);
        Assert.AreEqual(first.Single().PackageContent, second.Single().PackageContent);
    }

    [TestMethod]
    public async Task Without_timestamps_the_signature_is_cached_too_and_never_serves_where_one_is_demanded()
    {
        await using var bench = new CacheBench();
        var source = bench.Files.Image("a.dll");
        var unstamped = bench.Profile() with { Timestamps = null };
        await bench.SignAsync(unstamped, source);
        await bench.SignAsync(unstamped, source);
        Assert.AreEqual(1, bench.KeyOperations);

        var stamped = await bench.SignAsync(bench.Profile(), source);

        Assert.AreEqual(2, bench.KeyOperations);
        Assert.IsNotNull(stamped.Single().Timestamp);
    }

    [TestMethod]
    public async Task An_elliptic_curve_signature_is_cached_as_well()
    {
        await using var bench = new CacheBench();
        using var key = TestIdentities.CodeSigningEc.CreateSigningKey();
        var profile = bench.Profile() with { Signer = new SigningIdentity(TestIdentities.CodeSigningEc.Chain, key, KeyKind.File) };
        var source = bench.Files.Image("a.dll");

        await bench.SignAsync(profile, source);
        await bench.SignAsync(profile, source);

        Assert.AreEqual(1, key.Count);
        Assert.AreEqual("", bench.Warnings);
    }

    private static IEnumerable<(string Name, Func<CacheBench, SigningProfile> Change)> Changes =>
    [
        ("description", bench => bench.Profile() with { Description = "Something" }),
        ("address", bench => bench.Profile() with { DescriptionUrl = new Uri("https://example.org/") }),
        ("digest", bench => bench.Profile() with { Digest = DigestAlgorithm.Sha384 }),
        ("treatment of existing signatures", bench => bench.Profile() with { Existing = ExistingSignature.Replace }),
        ("servers", bench => bench.Profile(options => options with { Servers = [.. options.Servers, new Uri("http://other.example/")] })),
        ("policy", bench => bench.Profile(options => options with { Policy = TimestampServer.DefaultPolicy })),
        ("trusted authorities", bench => bench.Profile(options => options with
        {
            Trust = options.Trust.With(CodeSign.Verification.TrustStore.FromCertificates([TestIdentities.Stranger.Root])),
        })),
        ("chain", bench => bench.Profile() with { Signer = TestIdentities.CodeSigningByRoot.CreateIdentity(KeyKind.File, bench.Profile().Signer.Key) }),
        ("development", bench => bench.Profile() with { Signer = new SigningIdentity(TestIdentities.CodeSigning.Chain, bench.Profile().Signer.Key, KeyKind.Development) }),
    ];

    [TestMethod]
    public async Task What_changes_a_signature_or_its_acceptance_makes_a_new_one()
    {
        await using var bench = new CacheBench();
        var source = bench.Files.Image("a.dll");
        var before = await KeyOfAsync(bench, source, bench.Profile());

        Assert.AreEqual(before, await KeyOfAsync(bench, source, bench.Profile()), "Equal settings give equal keys.");
        var keys = new List<string> { before };
        foreach (var (name, change) in Changes)
        {
            var key = await KeyOfAsync(bench, source, change(bench));
            Assert.DoesNotContain(key, keys, name);
            keys.Add(key);
        }

        Assert.DoesNotContain(await KeyOfAsync(bench, bench.Files.Image("b.dll", 2), bench.Profile()), keys, "another file");
    }

    [TestMethod]
    public async Task When_timestamps_fail_half_way_the_next_run_asks_only_for_the_missing_ones()
    {
        await using var bench = new CacheBench();
        var sources = Enumerable.Range(0, 12).Select(number => bench.Files.Image($"{number}.dll", number)).ToList();
        bench.Server.FailNext([.. Enumerable.Repeat(TimestampFault.None, 5)]);
        bench.Server.Fault = TimestampFault.InternalServerError;
        await Assert.ThrowsExactlyAsync<CodeSignException>(() => bench.SignAsync(bench.Profile(options => options with { Concurrency = 1 }), sources));
        var made = bench.KeyOperations;
        var failed = bench.Server.Requests;
        Assert.IsGreaterThanOrEqualTo(5, made);

        bench.Server.Fault = TimestampFault.None;
        var files = await bench.SignAsync(bench.Profile(options => options with { Concurrency = 1 }), sources);

        Assert.AreEqual(12, bench.KeyOperations, "A signature was made twice.");
        Assert.AreEqual(7, bench.Server.Requests - failed, "A timestamp was asked for twice.");
        Assert.AreEqual(made, files.Count(file => file.CachedSince is not null));
        Assert.IsTrue(files.All(file => file.Timestamp is not null));
        Assert.AreEqual("", bench.Warnings);
    }

    [TestMethod]
    public async Task An_authority_that_can_not_say_what_it_accepts_is_asked_each_time()
    {
        using var files = new SigningBench();
        var timestamps = new FakeTimestamps();
        var cache = new SignatureCache(new SignatureCacheOptions { Directory = files.Folder.File("cache") }, files.Log);
        var engine = new SigningEngine(new SigningEngineOptions
        {
            Formats = [new CodeSign.Formats.PortableExecutable.PortableExecutableFormat()],
            Inspector = files.Inspector,
            Log = files.Log,
            Cache = cache,
        });
        var source = files.Image("a.dll");

        await engine.SignAsync([new(source, files.Folder.File("1.dll"), files.Profile(timestamps))], CancellationToken.None);
        await engine.SignAsync([new(source, files.Folder.File("2.dll"), files.Profile(timestamps))], CancellationToken.None);

        Assert.AreEqual(2, timestamps.Count);
    }

    [TestMethod]
    public async Task No_byte_of_a_file_is_kept()
    {
        await using var bench = new CacheBench();
        var marker = System.Text.Encoding.ASCII.GetBytes("these bytes are in the file and nowhere else");
        var package = Package(bench, marker);
        await bench.SignAsync(bench.Profile(), package);

        var entry = File.ReadAllBytes(bench.Entries.Single());

        Assert.IsGreaterThanOrEqualTo(0, File.ReadAllBytes(package).AsSpan().IndexOf(marker));
        Assert.IsLessThan(0, entry.AsSpan().IndexOf(marker));
        Assert.IsLessThan(20_000, entry.Length);
    }

    [TestMethod]
    public async Task A_token_is_accepted_again_only_by_who_would_accept_it_anew()
    {
        await using var bench = new CacheBench();
        var source = bench.Files.Image("a.dll");
        var signed = (await bench.SignAsync(bench.Profile(), source)).Single();
        var signer = TestIdentities.CodeSigning.Certificate;
        var token = new CodeSign.Timestamping.EarlierToken(signed.Timestamp!.Encoded, signed.Timestamp.Server);
        var parts = SignatureParts.Read(CacheEntry(bench).Encoded, Oids.SpcTimestampToken);
        var authority = bench.Profile().Timestamps!;
        Assert.IsNotNull(authority.Accept(token, parts.Value, DigestAlgorithm.Sha256, signer));

        Assert.IsNull(authority.Accept(token with { Server = "http://other.example/" }, parts.Value, DigestAlgorithm.Sha256, signer));
        Assert.IsNull(authority.Accept(token, new byte[256], DigestAlgorithm.Sha256, signer), "another signature's");
        Assert.IsNull(authority.Accept(token, parts.Value, DigestAlgorithm.Sha384, signer));
        Assert.IsNull(bench.Profile(o => o with { Policy = "2.999.7" }).Timestamps!.Accept(token, parts.Value, DigestAlgorithm.Sha256, signer));
        Assert.IsNull(bench.Profile(o => o with { Trust = CodeSign.Verification.TrustStore.Empty }).Timestamps!.Accept(token, parts.Value, DigestAlgorithm.Sha256, signer));
        using var later = TestIdentities.Authority.Issue(new() { NotBefore = DateTimeOffset.UtcNow.AddDays(1), NotAfter = DateTimeOffset.UtcNow.AddDays(9) });
        Assert.IsNull(authority.Accept(token, parts.Value, DigestAlgorithm.Sha256, later.Certificate), "outside of the certificate's life");
    }

    private static CachedSignature CacheEntry(CacheBench bench)
    {
        var path = bench.Entries.Single();
        return CacheEntryFormat.Read(Convert.FromHexString(Path.GetFileNameWithoutExtension(path)), File.ReadAllBytes(path));
    }

    private static async Task<string> KeyOfAsync(CacheBench bench, string source, SigningProfile profile)
    {
        var request = new StagingRequest { Source = source, Destination = bench.Files.Folder.File("staged"), Signer = profile.Signer, Digest = profile.Digest };
        await using var signable = await new CodeSign.Formats.PortableExecutable.PortableExecutableFormat().StageAsync(request, CancellationToken.None);
        return CacheKey.Of("pe", signable, profile)!.Name;
    }

    private static string Package(CacheBench bench, byte[]? content = null)
    {
        var path = bench.Files.Folder.File("a.nupkg");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        using (var nuspec = new StreamWriter(archive.CreateEntry("a.nuspec").Open()))
            nuspec.Write("<package><metadata><id>A</id><version>1.0.0</version></metadata></package>");
        using var entry = archive.CreateEntry("content/a.bin", CompressionLevel.NoCompression).Open();
        entry.Write(content ?? new byte[10_000]);
        return path;
    }
}
