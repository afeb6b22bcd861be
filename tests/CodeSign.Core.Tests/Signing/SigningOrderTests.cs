using CodeSign.Cms;
using CodeSign.Keys;
using CodeSign.Signing;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Signing;

/// <summary>What waits for what while many files are signed.</summary>
[TestClass]
public sealed class SigningOrderTests
{
    [TestMethod]
    [Timeout(60_000)]
    public async Task A_slow_entry_delays_its_own_archive_and_no_other()
    {
        using var bench = new SigningBench();
        var otherIsDone = new TaskCompletionSource();
        var timestamps = new FakeTimestamps { OnRequest = (number, token) => number == 1 ? otherIsDone.Task.WaitAsync(token) : Task.CompletedTask };
        bench.Inspector.OnVerifyContainer = _ => otherIsDone.TrySetResult();
        var profile = bench.Profile(timestamps);

        var files = await bench.Engine().SignAsync([Archive(bench, profile, "a", 1), Archive(bench, profile, "b", 2)], CancellationToken.None);

        Assert.HasCount(2, files);
        Assert.AreEqual(2, bench.KeyOperations);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task An_archive_waits_for_every_entry_and_for_nothing_else()
    {
        using var bench = new SigningBench();
        var archiveIsDone = new TaskCompletionSource();
        var profile = bench.Profile(new FakeTimestamps());
        // The file beside the archive is not verified before the archive is.
        var another = profile with { Digest = DigestAlgorithm.Sha384 };
        bench.Inspector.OnVerify = path => bench.Inspector.Verified.First(file => file.Path == path).Expectation.Digest == another.Digest
            ? archiveIsDone.Task : Task.CompletedTask;
        bench.Inspector.OnVerifyContainer = expectation =>
        {
            Assert.HasCount(2, expectation.Entries);
            Assert.AreEqual(2, bench.Inspector.Verified.Count(file => file.Expectation.Digest == profile.Digest));
            archiveIsDone.TrySetResult();
        };
        var beside = new SigningJob(bench.Image("beside.dll", 9), bench.Folder.File("beside.signed.dll"), another);

        var files = await bench.Engine(parallelism: 2).SignAsync([beside, Archive(bench, profile, "a", 1, 2)], CancellationToken.None);

        Assert.HasCount(2, files[1].Entries);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_failing_entry_leaves_the_archive_as_it_was()
    {
        using var bench = new SigningBench();
        var profile = bench.Profile(beforeKey: number =>
        {
            if (number == 2)
                throw FaultyKey.Broken.Exception("The test wants it.", "Nothing.");
        });
        var job = Archive(bench, profile, "a", 1, 2, 3);

        await Assert.ThrowsExactlyAsync<Diagnostics.CodeSignException>(() => bench.Engine(parallelism: 1).SignAsync([job], CancellationToken.None));

        Assert.IsFalse(File.Exists(job.Destination));
        bench.AssertNoLeftovers();
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_key_is_asked_for_no_more_at_once_than_it_can_do_and_timestamps_for_no_more_than_allowed()
    {
        using var bench = new SigningBench();
        using var real = TestIdentities.CodeSigning.CreateSigningKey();
        var key = new NarrowKey(real);
        var (running, peak, three) = (0, 0, new TaskCompletionSource());
        var timestamps = new FakeTimestamps
        {
            OnRequest = async (_, token) =>
            {
                var now = Interlocked.Increment(ref running);
                peak = Math.Max(peak, now);
                if (now == 3)
                    three.TrySetResult();
                await three.Task.WaitAsync(token);
                Interlocked.Decrement(ref running);
            },
        };
        var profile = bench.Profile(timestamps) with { Signer = new SigningIdentity(TestIdentities.CodeSigning.Chain, key, KeyKind.File) };

        await bench.Engine(parallelism: 4, timestamps: 3).SignAsync(bench.Jobs(30, profile), CancellationToken.None);

        Assert.AreEqual(1, key.Peak);
        Assert.AreEqual(3, peak);
    }

    /// <summary>An archive of PEs that are all to be signed.</summary>
    private static SigningJob Archive(SigningBench bench, SigningProfile profile, string name, params int[] numbers)
    {
        var entries = numbers.Select((number, index) => new EntryJob(index, $"{number}.dll", bench.Image($"{name}{number}.dll", number), profile)).ToList();
        var content = ContainerBench.Zip([.. entries.Select(entry => (entry.Name, File.ReadAllBytes(entry.Source)))]);
        return new SigningJob(bench.Folder.Write($"{name}.zip", content), bench.Folder.File($"{name}.signed.zip"), profile)
        {
            Container = new ContainerWork(entries, IsSigned: false),
        };
    }

    /// <summary>A key that can do one thing at a time, and says so.</summary>
    private sealed class NarrowKey(ISigningKey key) : ISigningKey
    {
        private int _running;

        public KeyAlgorithm Algorithm => key.Algorithm;

        public int MaxOperations => 1;

        public int Peak { get; private set; }

        public async ValueTask<byte[]> SignDigestAsync(ReadOnlyMemory<byte> digest, DigestAlgorithm algorithm, CancellationToken cancellationToken)
        {
            Peak = Math.Max(Peak, Interlocked.Increment(ref _running));
            await Task.Yield();
            var value = await key.SignDigestAsync(digest, algorithm, cancellationToken);
            Interlocked.Decrement(ref _running);
            return value;
        }

        public void Dispose()
        {
        }
    }
}
