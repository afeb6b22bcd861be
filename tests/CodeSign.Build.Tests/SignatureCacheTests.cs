using CodeSign.Build.Tests.Documentation;
using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>
/// What the signature cache saves. A timestamp is asked for each signature that a key makes, so the server's requests count both; the
/// manifest says which signatures are not new.
/// </summary>
[TestClass]
public sealed class SignatureCacheTests
{
    private const string Assembly = "lib/net10.0/Greetings.dll";

    [TestMethod]
    public async Task A_clean_rebuild_needs_no_signature_for_the_assembly_and_the_manifest_says_so()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings");
        await library.PackSignedAsync();
        Assert.AreEqual(3, solution.Timestamps.Requests);
        var before = solution.Package("Greetings.1.0.0").Read(Assembly);
        Assert.IsNull(Manifest.Read(solution, "Greetings.1.0.0").FileAt(Assembly)["signature"]!["cached"]);
        solution.Clean();

        await library.PackSignedAsync("--no-restore");

        await solution.Package("Greetings.1.0.0").EnsureSigned(Assembly).VerifyAsync();
        CollectionAssert.AreEqual(before, solution.Package("Greetings.1.0.0").Read(Assembly));
        var manifest = Manifest.Read(solution, "Greetings.1.0.0");
        var signature = manifest.FileAt(Assembly)["signature"]!;
        Assert.IsTrue((bool)signature["cached"]!);
        Assert.IsLessThan(TimeSpan.FromMinutes(10), DateTimeOffset.UtcNow - (DateTimeOffset)signature["signedAt"]!);
        // The package holds the times of the files that went into it, to two seconds, and is another one if these differ.
        var isSamePackage = manifest["package/signature/cached"] is not null;
        Assert.AreEqual(isSamePackage ? 4 : 5, solution.Timestamps.Requests);
    }

    [TestMethod]
    public async Task The_development_identitys_signatures_are_kept_too()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Set("CodeSignKey", "dev:").Set("CodeSignTimestampServers", null);
        (await library.PackAsync()).EnsureSuccess("CSB1502");
        var before = Manifest.Read(solution, "Greetings.1.0.0").FileAt(Assembly)["signature"]!["timestamp"]!;
        solution.Clean();

        (await library.PackAsync("--no-restore")).EnsureSuccess("CSB1502");

        var signature = Manifest.Read(solution, "Greetings.1.0.0").FileAt(Assembly)["signature"]!;
        Assert.IsTrue((bool)signature["cached"]!);
        Assert.AreEqual((string?)before["serialNumber"], (string?)signature["timestamp"]!["serialNumber"]);
    }

    [TestMethod]
    public async Task One_assembly_in_five_packages_is_signed_once()
    {
        await using var solution = new TestSolution();
        var shared = solution.AddPlain("Shared").Set("IsPackable", "false");
        for (var number = 1; number <= 5; number++)
            solution.Add($"Package{number}").Reference(shared).PackReferences();

        (await solution.PackAsync(solution.WriteSolution(), "-m")).EnsureSuccess();

        var packages = Enumerable.Range(1, 5).Select(number => solution.Package($"Package{number}.1.0.0").Read("lib/net10.0/Shared.dll")).ToList();
        Assert.IsTrue(packages.TrueForAll(package => package.AsSpan().SequenceEqual(packages[0])), "The packages hold different signatures of one file.");
        Assert.IsNotNull(Authenticode.Read(packages[0]));
        Assert.AreEqual(16, solution.Timestamps.Requests, "Five packages, their manifests, their five assemblies, and the one that they share.");
    }

    [TestMethod]
    [DataRow("CI", null, 2)]
    [DataRow("CI", "true", 1)]
    [DataRow("BUILDER", "false", 2)]
    [DataRow("BUILDER", null, 1)]
    public async Task In_CI_it_is_off_unless_switched_on_and_off_anywhere_when_switched_off(string variable, string? setting, int requests)
    {
        await using var solution = new TestSolution();
        solution.Environment[variable] = "true";
        var library = solution.Add("Greetings").Set("CodeSignCache", setting).Set("CodeSignPackages", "false")
            .Set("CodeSignManifestSignature", "false");
        await library.PackSignedAsync();
        solution.Clean();

        await library.PackSignedAsync("--no-restore");

        Assert.AreEqual(requests, solution.Timestamps.Requests);
        Assert.AreEqual(requests == 1 ? 1 : 0, Entries(solution.Home).Length);
        Assert.IsEmpty(Entries(library.Folder), "A signature was kept in obj for longer than needed.");
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("true")]
    public async Task After_timestamps_have_failed_half_way_only_the_missing_ones_are_asked_for(string? ci)
    {
        await using var solution = new TestSolution();
        solution.Environment["CI"] = ci;
        var library = solution.Add("Greetings").Set("CodeSignTimestampBudget", "2").Set("CodeSignTimestampConcurrency", "1")
            .Translate("de").Translate("fr").Translate("it");
        solution.Timestamps.FailNext(TimestampFault.None, TimestampFault.None);
        solution.Timestamps.Fault = TimestampFault.InternalServerError;
        var failed = await library.PackAsync();
        Assert.IsFalse(failed.Succeeded, failed.ToString());
        solution.EnsureOutput();
        var requests = solution.Timestamps.Requests;
        Assert.IsGreaterThanOrEqualTo(2, Entries(ci is null ? solution.Home : library.Folder).Length);

        solution.Timestamps.Fault = TimestampFault.None;
        await library.PackSignedAsync("--no-restore");

        Assert.AreEqual(4, solution.Timestamps.Requests - requests, "Two of four files were stamped before; package and manifest were not.");
        solution.Package("Greetings.1.0.0").EnsureSigned(
            Assembly, "lib/net10.0/de/Greetings.resources.dll", "lib/net10.0/fr/Greetings.resources.dll", "lib/net10.0/it/Greetings.resources.dll");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task A_folder_that_others_can_write_to_is_refused_and_the_package_is_signed()
    {
        await using var solution = new TestSolution();
        var open = Directory.CreateDirectory(solution.File("open/cache")).FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(open, (UnixFileMode)0b111_111_111);

        var packed = await solution.Add("Greetings").Set("CodeSignCacheDirectory", "../open/cache").PackAsync();

        Assert.IsTrue(packed.Succeeded, packed.ToString());
        StringAssert.Contains(packed.EnsureWarning("CSB2520").Text, open, StringComparison.Ordinal);
        solution.Package("Greetings.1.0.0").EnsureSigned(Assembly);
        Assert.IsEmpty(Directory.GetFileSystemEntries(open));
    }

    [TestMethod]
    public async Task The_examples_of_the_page_work()
    {
        await using var solution = new TestSolution();
        solution.Environment["CI"] = "true";
        var page = MarkdownPage.Read("docs", "cache.md");
        var library = solution.Add("Greetings").Xml(page.ExamplesIn("xml", "The signature cache").Single());
        solution.Save();

        foreach (var command in page.ExamplesIn("console", "In CI").SelectMany(MarkdownExample.Commands))
            await Shell.RunAsync(solution, library.Folder, command);

        Assert.HasCount(2, Directory.GetFiles(Path.Combine(library.Folder, ".signatures"), "*.signature"));
    }

    private static string[] Entries(string folder) => Directory.GetFiles(folder, "*.signature", SearchOption.AllDirectories);
}
