using System.IO.Compression;
using CodeSign.Core.Tests.Cms;
using CodeSign.Core.Tests.Formats.NuGetPackage;
using CodeSign.Core.Tests.Formats.PortableExecutable;
using CodeSign.Core.Tests.Verification;
using CodeSign.Formats;
using CodeSign.Formats.Detached;
using CodeSign.Formats.NuGetPackage;
using CodeSign.Formats.PortableExecutable;
using CodeSign.Signing;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Formats;

/// <summary>Files are streamed: what is signed may be far larger than what the process may use.</summary>
[TestClass]
[DoNotParallelize]
public sealed class LargeFileTests
{
    private const long OneGigabyte = 1L << 30;
    private const long AllowedGrowth = 64 << 20;

    [TestMethod]
    public async Task A_PE_file_of_1_GB_is_signed_in_little_memory()
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("a.dll", new TestImage { Plus = true }.Build());
        using (var file = File.OpenWrite(source))
            file.SetLength(OneGigabyte + 1);
        var signed = folder.File("signed.dll");

        var growth = await GrowthAsync(() => FormatSigner.SignAsync(new PortableExecutableFormat(), source, signed));

        Assert.IsLessThan(AllowedGrowth, growth);
        await PortableExecutableSigningTests.VerifyAsync(folder, signed);
    }

    [TestMethod]
    public async Task A_package_of_1_GB_is_signed_in_little_memory()
    {
        using var folder = new TemporaryFolder();
        await using var timestamps = new TestTimestamps();
        var source = folder.File("a.nupkg");
        WriteLarge(source);
        var signed = folder.File("signed.nupkg");

        var growth = await GrowthAsync(() => FormatSigner.SignAsync(new NuGetPackageFormat(), source, signed, timestamps: timestamps));

        Assert.IsLessThan(AllowedGrowth, growth);
        await NuGetPackageSigningTests.VerifyAsync(signed);
    }

    [TestMethod]
    public async Task A_file_of_3_GB_gets_a_detached_signature_in_little_memory()
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("image.iso", "");
        using (var file = File.OpenWrite(source))
            file.SetLength(3 * OneGigabyte);
        var signature = folder.File("image.iso.p7s");

        var growth = await GrowthAsync(() => FormatSigner.SignAsync(new DetachedFormat(), source, signature));

        Assert.IsLessThan(AllowedGrowth, growth);
        Verifying.AssertVerdict(
            CodeSign.Verification.Verdict.Trusted,
            await Verifying.Verifier.VerifyDetachedAsync(source, signature, Verifying.Options, CancellationToken.None));
    }

    [TestMethod]
    [DataRow(200 << 20, 3)]
    [DataRow(60 << 20, 0)]
    public async Task A_copy_is_written_through_to_the_disk_while_it_grows_beyond_64_MB(int length, int times)
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("a.dll", new TestImage { Plus = true }.Build());
        using (var file = File.OpenWrite(source))
            file.SetLength(length);
        var signed = folder.File("signed.dll");
        var flushed = 0;

        await FormatSigner.SignAsync(
            new PortableExecutableFormat(), source, signed, change: request => request with
            {
                WriteThrough = () =>
                {
                    FileMover.FlushFile(signed);
                    flushed++;
                },
            });

        Assert.AreEqual(times, flushed);
    }

    private static void WriteLarge(string path)
    {
        using var file = File.Create(path);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        TestPackage.Add(zip, "Sample.nuspec", System.Text.Encoding.UTF8.GetBytes(TestPackage.Manifest));
        using var entry = zip.CreateEntry("large.bin", CompressionLevel.NoCompression).Open();
        var block = new byte[1 << 20];
        for (long written = 0; written < OneGigabyte; written += block.Length)
            entry.Write(block);
    }

    /// <summary>By how much the process grows, at most, while something runs.</summary>
    private static async Task<long> GrowthAsync(Func<Task<ISignable>> work)
    {
        GC.Collect();
        var before = Environment.WorkingSet;
        var task = Task.Run(work);
        long growth = 0;
        while (await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(10))) != task)
            growth = Math.Max(growth, Environment.WorkingSet - before);
        await task;
        return Math.Max(growth, Environment.WorkingSet - before);
    }
}
