using System.IO.Compression;
using CodeSign.Core.Tests.Formats.NuGetPackage;
using CodeSign.Testing;
using CodeSign.Verification;
using CodeSign.Verification.Containers;
using CodeSign.Verification.Policies;

namespace CodeSign.Core.Tests.Verification.Containers;

[TestClass]
public sealed class NestedVerifierTests
{
    private static readonly Lazy<Task<byte[]>> LazyImage = new(async () => (await Samples.SignImageAsync()).File);

    [TestMethod]
    public async Task A_changed_assembly_in_a_package_in_a_zip_in_a_zip_is_found()
    {
        var image = await LazyImage.Value;
        var package = await Samples.SignPackageAsync(package: TestPackage.Build(add: zip =>
        {
            TestPackage.Add(zip, "lib/good.dll", image);
            TestPackage.Add(zip, "lib/bad.dll", Changed(image));
        }));
        var results = await VerifyAsync(Zip(("inner.zip", Zip(("docs/readme.txt", [1]), ("b.nupkg", package)))));
        AssertResults(
            results,
            ("a.zip", Verdict.Unsigned),
            ("a.zip!/inner.zip!/b.nupkg", Verdict.Trusted),
            ("a.zip!/inner.zip!/b.nupkg!/lib/good.dll", Verdict.Trusted),
            ("a.zip!/inner.zip!/b.nupkg!/lib/bad.dll", Verdict.Invalid));
        Assert.IsTrue(results[0].IsPlainArchive);
        Assert.IsFalse(results[1].IsPlainArchive);
    }

    [TestMethod]
    public async Task A_changed_package_is_invalid_and_looked_into_all_the_same()
    {
        var image = await LazyImage.Value;
        var package = await Samples.SignPackageAsync(package: TestPackage.Build(
            add: zip => TestPackage.Add(zip, "lib/good.dll", image, CompressionLevel.NoCompression)));
        package[package.AsSpan().IndexOf(image.AsSpan(0, 256)) + 0x40] ^= 1;
        AssertResults(
            await VerifyAsync(Zip(("b.nupkg", package))),
            ("a.zip", Verdict.Unsigned), ("a.zip!/b.nupkg", Verdict.Invalid), ("a.zip!/b.nupkg!/lib/good.dll", Verdict.Invalid));
    }

    [TestMethod]
    public async Task An_unsigned_assembly_is_unsigned_wherever_it_is() => AssertResults(
        await VerifyAsync(Zip(("b.zip", Zip(("x.dll", Samples.UnsignedImage))))),
        ("a.zip", Verdict.Unsigned), ("a.zip!/b.zip!/x.dll", Verdict.Unsigned));

    [TestMethod]
    public async Task What_would_expand_beyond_the_limit_is_refused_before_it_does()
    {
        var bomb = new byte[1 << 20];
        "MZ"u8.CopyTo(bomb);
        var results = await VerifyAsync(
            Zip(("b.zip", Zip(("bomb.dll", bomb))), ("x.dll", Samples.UnsignedImage)), new NestedLimits { Bytes = bomb.Length });
        AssertResults(results, ("a.zip", Verdict.Unsigned), ("a.zip!/b.zip!/bomb.dll", Verdict.Invalid));
        AssertFinding(results[1], FindingKind.ArchiveLimit);
    }

    [TestMethod]
    public async Task An_entry_that_is_longer_than_it_says_is_refused()
    {
        var image = Samples.UnsignedImage;
        var archive = Zip(("x.dll", image));
        var header = archive.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BitConverter.TryWriteBytes(archive.AsSpan(header + 24), image.Length / 2);
        BitConverter.TryWriteBytes(archive.AsSpan(22), image.Length / 2);
        var results = await VerifyAsync(archive);
        Assert.IsTrue(results.Any(one => one.Result.Verdict == Verdict.Invalid), Describe(results));
        Assert.IsFalse(results.Any(one => one.Result.Verdict == Verdict.Unsigned && one.Name.EndsWith(".dll", StringComparison.Ordinal)),
            Describe(results));
    }

    [TestMethod]
    public async Task Archives_are_opened_only_so_deep()
    {
        var archive = Zip(("x.dll", Samples.UnsignedImage));
        for (var depth = 1; depth < 8; depth++)
            archive = Zip(("b.zip", archive));
        Assert.EndsWith("!/x.dll", (await VerifyAsync(archive))[^1].Name);
        var deeper = await VerifyAsync(Zip(("b.zip", archive)));
        AssertFinding(deeper[^1], FindingKind.ArchiveLimit);
        Assert.EndsWith("!/b.zip", deeper[^1].Name);
    }

    [TestMethod]
    public async Task Only_so_many_entries_are_looked_at()
    {
        var many = Zip([.. Enumerable.Range(0, 11).Select(number => ($"{number}.dll", Samples.UnsignedImage))]);
        var results = await VerifyAsync(many, new NestedLimits { Entries = 10 });
        Assert.HasCount(12, results);
        AssertFinding(results[^1], FindingKind.ArchiveLimit);
    }

    [TestMethod]
    public async Task A_damaged_archive_is_invalid()
    {
        var archive = Zip(("b.zip", Zip(("x.dll", Samples.UnsignedImage))[..^30]));
        AssertResults(await VerifyAsync(archive), ("a.zip", Verdict.Unsigned), ("a.zip!/b.zip", Verdict.Invalid));
    }

    [TestMethod]
    public async Task An_archive_with_two_entries_of_one_name_is_not_looked_into() => AssertResults(
        await VerifyAsync(Zip(("b.zip", Zip(("x.dll", await LazyImage.Value), ("x.dll", Samples.UnsignedImage))))),
        ("a.zip", Verdict.Unsigned), ("a.zip!/b.zip", Verdict.Invalid));

    [TestMethod]
    public async Task A_name_that_leads_elsewhere_is_refused() => AssertResults(
        await VerifyAsync(Zip(("lib/../../x.dll", await LazyImage.Value))),
        ("a.zip", Verdict.Unsigned), ("a.zip!/lib/../../x.dll", Verdict.Invalid));

    [TestMethod]
    public async Task An_encrypted_entry_is_refused()
    {
        var archive = Zip(("x.dll", Samples.UnsignedImage));
        archive[6] |= 1;
        archive[archive.AsSpan().LastIndexOf("PK\x01\x02"u8) + 8] |= 1;
        var results = await VerifyAsync(archive);
        AssertResults(results, ("a.zip", Verdict.Unsigned), ("a.zip!/x.dll", Verdict.Invalid));
        Assert.Contains("encrypted", results[1].Result.Failure);
    }

    [TestMethod]
    public async Task A_policy_sees_the_path_through_all_archives()
    {
        var archive = Zip(("b.zip", Zip(("lib/x.dll", Samples.UnsignedImage), ("other/x.dll", Samples.UnsignedImage))));
        var policy = new VerificationPolicy
        {
            SchemaVersion = 1,
            Rules = [new() { Name = "unsigned", Files = ["a.zip!/b.zip!/lib/**"], Signature = PolicyRequirement.Optional }],
        };
        var results = await VerifyAsync(archive, options: Verifying.Options with { Policy = policy });
        Assert.IsTrue(results.Single(one => one.Name == "a.zip!/b.zip!/lib/x.dll").Result.IsAccepted);
        Assert.IsFalse(results.Single(one => one.Name == "a.zip!/b.zip!/other/x.dll").Result.IsAccepted);
    }

    [TestMethod]
    public async Task A_file_that_is_no_archive_is_just_verified() =>
        AssertResults(await VerifyAsync(await LazyImage.Value), ("a.zip", Verdict.Trusted));

    private static byte[] Changed(byte[] image)
    {
        var changed = (byte[])image.Clone();
        changed[0x40] ^= 1;
        return changed;
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
                TestPackage.Add(zip, name, content);
        return memory.ToArray();
    }

    private static async Task<IReadOnlyList<NestedResult>> VerifyAsync(
        byte[] file, NestedLimits? limits = null, VerificationOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.zip", file);
        return await new NestedVerifier(Verifying.Verifier, limits)
            .VerifyAsync(path, "a.zip", options ?? Verifying.Options, CancellationToken.None);
    }

    private static void AssertResults(IReadOnlyList<NestedResult> results, params (string Name, Verdict Verdict)[] expected) =>
        Assert.AreEqual(string.Join('\n', expected.Select(one => $"{one.Name}: {one.Verdict}")),
            string.Join('\n', results.Select(one => $"{one.Name}: {one.Result.Verdict}")), Describe(results));

    private static void AssertFinding(NestedResult result, FindingKind kind)
    {
        Verifying.AssertVerdict(Verdict.Invalid, result.Result);
        Assert.IsTrue(result.Result.Findings.Any(finding => finding.Kind == kind), Verifying.Describe(result.Result));
    }

    private static string Describe(IEnumerable<NestedResult> results) =>
        string.Join('\n', results.Select(one => $"{one.Name}: {one.Result.Verdict} {Verifying.Describe(one.Result)}"));
}
