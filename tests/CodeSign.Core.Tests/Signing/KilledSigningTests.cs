using System.Diagnostics;
using System.IO.Compression;
using CodeSign.Formats;
using CodeSign.Signing;
using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Signing;

/// <summary>
/// Kills a process that signs (SIGKILL) at random moments, half of them while files are moved. After each kill every output is as it
/// was before or fully signed, no unsigned file lies where it would be picked up, and the next run signs everything and cleans up.
/// </summary>
[TestClass]
public sealed class KilledSigningTests
{
    private const int Programs = 8;
    private const int CopiesOfEach = 4;
    private const int Packages = 4;

    private readonly ArtifactVerifier _verifier = new();

    public required TestContext TestContext { get; set; }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Outputs_are_old_or_signed_whenever_the_process_is_killed_and_the_next_run_puts_it_right()
    {
        using var bench = new SigningBench();
        var jobs = Jobs(bench);
        var host = new SigningHost(bench.Folder, jobs);
        var random = Random.Shared;
        var span = await MeasureAsync(host);
        var figures = new Figures();

        for (var kill = 0; kill < Kills.OfEngine; kill++)
        {
            Restore(jobs);
            using (var process = await host.StartAsync())
            {
                // Every other kill comes when the first file has been moved: moving takes a small part of the time.
                await WaitAsync(kill % 2 == 0 ? span * random.NextDouble() * 1.1 : span * 3, () => kill % 2 != 0 && File.Exists(jobs[1].Destination));
                figures.Ended += process.HasExited ? 1 : 0;
                process.Kill();
                await process.WaitForExitAsync(TestContext.CancellationToken);
            }
            await AssertOldOrSignedAsync(jobs, figures);
            figures.Leftovers += Leftovers(bench).Length > 0 ? 1 : 0;
            AssertNothingElse(jobs);

            await Engine(bench).SignAsync(jobs, TestContext.CancellationToken);
            await AssertOldOrSignedAsync(jobs, new Figures { NoneMayBeOld = true });
            Assert.IsEmpty(Leftovers(bench));
        }

        TestContext.WriteLine(
            $"{Kills.OfEngine} kills over {span.TotalMilliseconds:F0} ms: {figures.Ended} runs had ended, {figures.Leftovers} left temporary files, "
            + $"{figures.Mixed} left some outputs signed and some old; {figures.Old} outputs were old, {figures.Signed} signed.");
        Assert.IsGreaterThan(0, figures.Leftovers, "No kill came at a moment that matters.");
    }

    private static List<SigningJob> Jobs(SigningBench bench)
    {
        var profile = bench.Profile();
        var jobs = new List<SigningJob>();
        for (var index = 0; index < Programs; index++)
        {
            var source = bench.Image($"in{index}.dll", index);
            for (var copy = 0; copy < CopiesOfEach; copy++)
                jobs.Add(new SigningJob(source, bench.Folder.File($"out{copy % 2}", $"{index}-{copy}.dll"), profile));
        }
        for (var index = 0; index < Packages; index++)
            jobs.Add(new SigningJob(Package(bench, $"in{index}.zip", index), bench.Folder.File("packages", $"{index}.nupkg"), profile));
        return jobs;
    }

    private static string Package(SigningBench bench, string name, int number)
    {
        var path = bench.Folder.File(name);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        using (var nuspec = new StreamWriter(archive.CreateEntry("a.nuspec").Open()))
            nuspec.Write($"<package><metadata><id>A</id><version>{number}.0.0</version></metadata></package>");
        using var content = archive.CreateEntry("content/a.bin", CompressionLevel.NoCompression).Open();
        content.Write(new byte[200_000]);
        return path;
    }

    /// <summary>Every other output had an old file before; the others had none.</summary>
    private static void Restore(List<SigningJob> jobs)
    {
        for (var index = 0; index < jobs.Count; index++)
        {
            if (index % 2 == 0)
                File.WriteAllText(jobs[index].Destination, $"old {index}");
            else
                File.Delete(jobs[index].Destination);
        }
    }

    private static async Task<TimeSpan> MeasureAsync(SigningHost host)
    {
        using var process = await host.StartAsync();
        var watch = Stopwatch.StartNew();
        await process.WaitForExitAsync();
        Assert.AreEqual(0, process.ExitCode);
        return watch.Elapsed;
    }

    private static async Task WaitAsync(TimeSpan time, Func<bool> isDue)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time && !isDue())
            await Task.Yield();
    }

    private async Task AssertOldOrSignedAsync(List<SigningJob> jobs, Figures figures)
    {
        var options = new VerificationOptions
        {
            SignerTrust = TrustStore.FromCertificates([TestIdentities.Authority.Root]),
            ExpectedSigner = TestIdentities.CodeSigning.Certificate,
        };
        var old = 0;
        for (var index = 0; index < jobs.Count; index++)
        {
            var path = jobs[index].Destination;
            if (!figures.NoneMayBeOld && (index % 2 == 0 ? await File.ReadAllTextAsync(path) == $"old {index}" : !File.Exists(path)))
            {
                old++;
                continue;
            }
            var result = await _verifier.VerifyAsync(path, options, CancellationToken.None);
            Assert.AreEqual(Verdict.Trusted, result.Verdict, $"{path}: {result.Failure}");
        }
        figures.Old += old;
        figures.Signed += jobs.Count - old;
        figures.Mixed += old > 0 && old < jobs.Count ? 1 : 0;
    }

    /// <summary>Beside the outputs there is nothing but temporary files, under names that no pattern for artifacts matches.</summary>
    private static void AssertNothingElse(List<SigningJob> jobs)
    {
        var outputs = jobs.Select(job => job.Destination).ToHashSet();
        foreach (var folder in outputs.Select(path => Path.GetDirectoryName(path)!).Distinct())
            foreach (var path in Directory.GetFiles(folder).Where(path => !outputs.Contains(path)))
                Assert.MatchesRegex(@"^\.codesign-[0-9a-f]{16}(-[0-9]+\.tmp|\.lock)$", Path.GetFileName(path));
    }

    private static string[] Leftovers(SigningBench bench) => Directory.GetFiles(bench.Folder.Path, ".codesign-*", SearchOption.AllDirectories);

    private static SigningEngine Engine(SigningBench bench) => new(new SigningEngineOptions
    {
        Formats = new SignatureFormats().All,
        Inspector = new SignatureInspector(new ArtifactVerifier(), TrustStore.Empty, TrustStore.Empty),
        Log = bench.Log,
    });

    private sealed class Figures
    {
        public bool NoneMayBeOld { get; init; }

        public int Ended { get; set; }

        public int Leftovers { get; set; }

        public int Mixed { get; set; }

        public int Old { get; set; }

        public int Signed { get; set; }
    }
}
