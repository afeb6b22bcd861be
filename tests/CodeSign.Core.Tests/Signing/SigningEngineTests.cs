using System.Runtime.Versioning;
using CodeSign.Diagnostics;
using CodeSign.Signing;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Signing;

[TestClass]
public sealed class SigningEngineTests
{
    [TestMethod]
    public async Task Every_file_is_signed_into_its_place_and_its_facts_are_told()
    {
        using var bench = new SigningBench();
        var jobs = bench.Jobs(7, bench.Profile());

        var files = await bench.Engine().SignAsync(jobs, CancellationToken.None);

        CollectionAssert.AreEqual(jobs.ToList(), files.Select(file => file.Job).ToList());
        var roots = TestIdentities.Authority.WriteRoot(bench.Folder.File("roots.pem"));
        foreach (var file in files)
        {
            (await OsslSigncode.VerifyAsync(file.Job.Destination, roots)).EnsureSuccess();
            Assert.AreEqual("pe", file.Format);
            Assert.AreEqual(FileDigest.Sha256(file.Job.Source, CancellationToken.None), file.SourceSha256);
            Assert.AreEqual(FileDigest.Sha256(file.Job.Destination, CancellationToken.None), file.Sha256);
            Assert.AreEqual(new FileInfo(file.Job.Destination).Length, file.Length);
            Assert.AreNotEqual(file.SourceSha256, file.Sha256);
            Assert.IsNull(file.Timestamp);
        }
        bench.AssertNoLeftovers();
    }

    [TestMethod]
    public async Task Equal_contents_are_signed_and_timestamped_once_however_many_places_they_go_to()
    {
        using var bench = new SigningBench();
        var timestamps = new FakeTimestamps();
        var profile = bench.Profile(timestamps);
        var jobs = Enumerable.Range(0, 12)
            .Select(index => new SigningJob(bench.Image($"{index}.dll", index % 3), bench.Folder.File($"out{index % 5}", $"{index}.dll"), profile))
            .ToList();

        var files = await bench.Engine().SignAsync(jobs, CancellationToken.None);

        Assert.AreEqual(3, bench.KeyOperations);
        Assert.AreEqual(3, timestamps.Count);
        Assert.AreEqual(3, files.Select(file => file.Sha256).Distinct().Count());
        Assert.AreEqual(9, files.Count(file => file.SharesSignature));
        foreach (var file in files)
            Assert.AreEqual(file.Sha256, FileDigest.Sha256(file.Job.Destination, CancellationToken.None));
        bench.AssertNoLeftovers();
    }

    [TestMethod]
    public async Task Equal_contents_of_two_owners_get_a_signature_each()
    {
        using var bench = new SigningBench();
        var ours = bench.Profile();
        var theirs = ours with { Description = "Theirs" };
        var source = bench.Image("a.dll");

        var files = await bench.Engine().SignAsync(
            [new(source, bench.Folder.File("ours.dll"), ours), new(source, bench.Folder.File("theirs.dll"), theirs)], CancellationToken.None);

        Assert.AreEqual(2, bench.KeyOperations);
        Assert.AreNotEqual(files[0].Sha256, files[1].Sha256);
    }

    [TestMethod]
    public async Task The_inspector_is_asked_for_exactly_what_was_planned_before_anything_is_moved()
    {
        using var bench = new SigningBench();
        var profile = bench.Profile(new FakeTimestamps());
        var jobs = bench.Jobs(5, profile);
        bench.Inspector.OnVerify = _ =>
        {
            SigningBench.AssertUntouched(jobs);
            return Task.CompletedTask;
        };

        var files = await bench.Engine().SignAsync(jobs, CancellationToken.None);

        Assert.HasCount(5, bench.Inspector.Verified);
        foreach (var (_, expectation) in bench.Inspector.Verified)
        {
            Assert.AreSame(profile.Signer.Chain, expectation.Chain);
            Assert.AreEqual(profile.Digest, expectation.Digest);
            Assert.AreEqual("0A1B", expectation.Timestamp!.SerialNumber);
            Assert.ContainsSingle(files.Where(file => file.ContentDigest == Convert.ToHexStringLower(expectation.ContentDigest.Span)));
        }
    }

    [TestMethod]
    [DataRow("key")]
    [DataRow("timestamp")]
    [DataRow("verification")]
    [DataRow("verification throws something unforeseen")]
    [DataRow("not signable")]
    [DataRow("source missing")]
    [DataRow("source changed since the plan")]
    [DataRow("malformed")]
    public async Task A_failure_at_any_step_leaves_every_place_as_it_was(string step)
    {
        using var bench = new SigningBench();
        var timestamps = new FakeTimestamps();
        var profile = bench.Profile(timestamps, number => Fail(step == "key" && number == 4));
        timestamps.OnRequest = (number, _) => { Fail(step == "timestamp" && number == 4); return Task.CompletedTask; };
        bench.Inspector.OnVerify = _ =>
        {
            Fail(step == "verification" && bench.Inspector.Verified.Count == 4);
            if (step.EndsWith("unforeseen", StringComparison.Ordinal) && bench.Inspector.Verified.Count == 4)
                throw new InvalidOperationException("unforeseen");
            return Task.CompletedTask;
        };
        var jobs = bench.Jobs(6, profile).ToList();
        if (step == "not signable")
            File.WriteAllText(jobs[4].Source, "no program at all");
        if (step == "source missing")
            File.Delete(jobs[4].Source);
        if (step == "malformed")
            File.WriteAllBytes(jobs[4].Source, File.ReadAllBytes(jobs[4].Source)[..0x200]);
        if (step == "source changed since the plan")
            jobs[4] = jobs[4] with { SourceSha256 = new string('0', 64) };

        var failure = await Assert.ThrowsAsync<Exception>(() => bench.Engine().SignAsync(jobs, CancellationToken.None));

        Assert.AreEqual(step.EndsWith("unforeseen", StringComparison.Ordinal), failure is InvalidOperationException, failure.ToString());
        Assert.IsTrue(failure is CodeSignException or InvalidOperationException, failure.ToString());
        SigningBench.AssertUntouched(jobs);
        bench.AssertNoLeftovers();
    }

    [TestMethod]
    public async Task A_cancel_while_timestamps_are_awaited_ends_at_once_and_leaves_every_place_as_it_was()
    {
        using var bench = new SigningBench();
        using var cancel = new CancellationTokenSource();
        var timestamps = new FakeTimestamps
        {
            OnRequest = (number, token) =>
            {
                if (number == 5)
                    cancel.Cancel();
                return Task.Delay(Timeout.Infinite, token);
            },
        };
        var jobs = bench.Jobs(8, bench.Profile(timestamps));

        await Assert.ThrowsAsync<OperationCanceledException>(() => bench.Engine().SignAsync(jobs, cancel.Token));

        SigningBench.AssertUntouched(jobs);
        bench.AssertNoLeftovers();
    }

    [TestMethod]
    public async Task A_cancel_after_the_last_file_was_verified_leaves_every_place_as_it_was()
    {
        using var bench = new SigningBench();
        using var cancel = new CancellationTokenSource();
        var jobs = bench.Jobs(3, bench.Profile());
        bench.Inspector.OnVerify = _ => bench.Inspector.Verified.Count == 3 ? cancel.CancelAsync() : Task.CompletedTask;

        await Assert.ThrowsAsync<OperationCanceledException>(() => bench.Engine().SignAsync(jobs, cancel.Token));

        SigningBench.AssertUntouched(jobs);
        bench.AssertNoLeftovers();
    }

    [TestMethod]
    public async Task Waiting_for_timestamps_keeps_no_other_file_from_being_signed()
    {
        using var bench = new SigningBench();
        var allWait = new TaskCompletionSource();
        var timestamps = new FakeTimestamps
        {
            OnRequest = (number, token) =>
            {
                if (number == 60)
                    allWait.SetResult();
                return allWait.Task.WaitAsync(token);
            },
        };

        var files = await bench.Engine(parallelism: 1).SignAsync(bench.Jobs(60, bench.Profile(timestamps)), CancellationToken.None);

        Assert.HasCount(60, files);
    }

    [TestMethod]
    public async Task A_file_may_be_replaced_by_its_own_signed_copy()
    {
        using var bench = new SigningBench();
        var path = bench.Image("a.dll");

        var file = (await bench.Engine().SignAsync([new(path, path, bench.Profile())], CancellationToken.None)).Single();

        Assert.AreEqual(file.Sha256, FileDigest.Sha256(path, CancellationToken.None));
    }

    [TestMethod]
    public async Task Two_jobs_with_one_destination_are_the_callers_mistake()
    {
        using var bench = new SigningBench();
        var profile = bench.Profile();
        var destination = bench.Folder.File("out.dll");
        var roundabout = Path.Combine(bench.Folder.Path, "x", "..", "out.dll");

        await Assert.ThrowsExactlyAsync<ArgumentException>(() => bench.Engine().SignAsync(
            [new(bench.Image("a.dll", 1), destination, profile), new(bench.Image("b.dll", 2), roundabout, profile)], CancellationToken.None));
    }

    [TestMethod]
    public async Task A_place_that_cannot_be_replaced_is_named_and_the_others_are_old_or_signed()
    {
        using var bench = new SigningBench();
        var jobs = bench.Jobs(4, bench.Profile());
        File.Delete(jobs[2].Destination);
        Directory.CreateDirectory(jobs[2].Destination);

        var failure = await Assert.ThrowsExactlyAsync<CodeSignException>(() => bench.Engine().SignAsync(jobs, CancellationToken.None));

        Assert.AreEqual("CSB5002", failure.Diagnostic.Descriptor.Code);
        Assert.AreEqual(jobs[2].Destination, failure.Diagnostic.File);
        Assert.Contains("Of 4 signed files, 2 are in place", failure.Message);
        Assert.AreEqual("old 3", File.ReadAllText(jobs[3].Destination));
        bench.AssertNoLeftovers();
    }

    [TestMethod]
    public async Task A_folder_that_cannot_be_made_is_told_before_a_key_is_used()
    {
        using var bench = new SigningBench();
        var inTheWay = bench.Folder.Write("file", "a file where a folder should be");

        var failure = await Assert.ThrowsExactlyAsync<CodeSignException>(() => bench.Engine().SignAsync(
            [new(bench.Image("a.dll"), Path.Combine(inTheWay, "out.dll"), bench.Profile())], CancellationToken.None));

        Assert.AreEqual("CSB5001", failure.Diagnostic.Descriptor.Code);
        Assert.AreEqual(0, bench.KeyOperations);
    }

    [TestMethod]
    public async Task Staged_copies_have_names_that_no_one_picks_up_and_only_their_owner_reads_them()
    {
        using var bench = new SigningBench();
        var jobs = bench.Jobs(2, bench.Profile());
        bench.Inspector.OnVerify = path =>
        {
            if (!OperatingSystem.IsWindows())
                Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            return Task.CompletedTask;
        };

        await bench.Engine().SignAsync(jobs, CancellationToken.None);

        Assert.HasCount(2, bench.Inspector.Verified);
        foreach (var (path, _) in bench.Inspector.Verified)
        {
            Assert.MatchesRegex(@"^\.codesign-[0-9a-f]{16}-[0-9]+\.tmp$", Path.GetFileName(path));
            Assert.Contains(Path.GetDirectoryName(path)!, jobs.Select(job => Path.GetDirectoryName(job.Destination)!));
        }
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    public async Task A_signed_file_has_the_mode_of_the_one_it_replaces_or_of_its_source()
    {
        using var bench = new SigningBench();
        var jobs = bench.Jobs(2, bench.Profile());
        var replaced = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        var source = UnixFileMode.UserRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode(jobs[0].Destination, replaced);
        File.Delete(jobs[1].Destination);
        File.SetUnixFileMode(jobs[1].Source, source);

        await bench.Engine().SignAsync(jobs, CancellationToken.None);

        Assert.AreEqual(replaced, File.GetUnixFileMode(jobs[0].Destination));
        Assert.AreEqual(source, File.GetUnixFileMode(jobs[1].Destination));
    }

    [TestMethod]
    public async Task A_hard_link_to_the_old_file_keeps_the_old_content()
    {
        using var bench = new SigningBench();
        var job = bench.Jobs(1, bench.Profile())[0];
        var link = bench.Folder.File("link");
        Assert.IsTrue(HardLink.TryCreate(job.Destination, link));

        await bench.Engine().SignAsync([job], CancellationToken.None);

        Assert.AreEqual("old 0", File.ReadAllText(link));
        Assert.AreNotEqual("old 0", File.ReadAllText(job.Destination));
    }

    [TestMethod]
    public async Task Nothing_to_do_is_done()
    {
        using var bench = new SigningBench();

        Assert.IsEmpty(await bench.Engine().SignAsync([], CancellationToken.None));
    }

    private static void Fail(bool now)
    {
        if (now)
            throw FaultyKey.Broken.Exception("The test wants it.", "Nothing.");
    }
}
