using System.Globalization;
using System.Text.RegularExpressions;
using CodeSign.Core.Tests.Formats.PortableExecutable;
using CodeSign.Signing;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Signing;

/// <summary>Signing where the system gives too little: disk, permission, memory.</summary>
[TestClass]
public sealed partial class StarvedSigningTests
{
    private const long Gigabyte = 1L << 30;

    public required TestContext TestContext { get; set; }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow("size=200k", "true", "No space left on device")]
    [DataRow("size=10m", "mount -o remount,ro {0}", "Read-only file system")]
    public async Task A_disk_that_is_full_or_read_only_is_told_and_leaves_every_place_as_it_was(string options, string afterwards, string reason)
    {
        using var bench = new SigningBench();
        var disk = bench.Folder.Folder("disk");
        var profile = bench.Profile();
        var jobs = Enumerable.Range(0, 20)
            .Select(index => new SigningJob(Large(bench, index), Path.Combine(disk, $"{index}.dll"), profile)).ToList();
        await RequireMountsAsync();

        var result = await new SigningHost(bench.Folder, jobs).RunInShellAsync("unshare", ["--user", "--map-root-user", "--mount"],
            $"""
            mount -t tmpfs -o {options} tmpfs {disk} && echo old > {disk}/3.dll && {string.Format(CultureInfo.InvariantCulture, afterwards, disk)} || exit 99
            "$@"; echo "ended with $?"
            ls -A {disk}; cat {disk}/3.dll
            """);

        Assert.Contains("ended with 2\n3.dll\nold\n", result.Output, result.Output + result.Error);
        Assert.Contains("CSB5001", result.Error);
        Assert.Contains(reason, result.Error);
    }

    [TestMethod]
    public async Task A_program_and_a_package_of_a_gigabyte_each_are_signed_in_less_than_150_MB()
    {
        using var bench = new SigningBench();
        var profile = bench.Profile();
        var program = bench.Folder.Write("large.dll", new TestImage().Build());
        using (var file = File.OpenWrite(program))
            file.SetLength(Gigabyte);
        var package = SparsePackage.Write(bench.Folder.File("large.zip"), Gigabyte);
        SigningJob[] jobs = [new(program, bench.Folder.File("out.dll"), profile), new(package, bench.Folder.File("out.nupkg"), profile)];

        var result = (await new SigningHost(bench.Folder, jobs).RunAsync()).EnsureSuccess();

        foreach (var job in jobs)
            Assert.IsGreaterThan(Gigabyte, new FileInfo(job.Destination).Length);
        var megabytes = int.Parse(Memory().Match(result.Output).Groups[1].Value, CultureInfo.InvariantCulture);
        TestContext.WriteLine(result.Output);
        Assert.IsLessThan(150, megabytes);
    }

    private static string Large(SigningBench bench, int number)
    {
        var image = new TestImage { SectionSize = 40_000 }.Build();
        TestImage.Put32(image, image.Length - 4, (uint)number);
        return bench.Folder.Write($"{number}.dll", image);
    }

    private static async Task RequireMountsAsync()
    {
        var mounts = await Run.ProcessAsync("unshare", ["--user", "--map-root-user", "--mount", "true"]);
        if (mounts.ExitCode != 0)
            Assert.Inconclusive($"This system lets no user mount a file system of its own: {mounts.Error}");
    }

    [GeneratedRegex("ms, ([0-9]+) MB")]
    private static partial Regex Memory();
}
