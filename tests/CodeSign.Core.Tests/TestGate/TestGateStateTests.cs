using CodeSign.Core.Tests.Manifests.Reports;
using CodeSign.Manifests;
using CodeSign.TestGate;

namespace CodeSign.Core.Tests.TestGate;

/// <summary>What is kept of a verdict, for the manifest and for the next build.</summary>
[TestClass]
public sealed class TestGateStateTests
{
    [TestMethod]
    public async Task What_is_written_is_read_again()
    {
        using var bench = Passed();
        var state = TestGateState.From(await bench.JudgeAsync(), "settings");
        var path = bench.Folder.File("obj", "tests.json");

        await TestGateStateFile.WriteAsync(state, path, CancellationToken.None);
        var read = await TestGateStateFile.ReadAsync(path, CancellationToken.None);

        Assert.IsNotNull(read);
        Assert.AreEqual("settings", read.Settings);
        CollectionAssert.AreEqual(state.Assemblies.ToList(), read.Assemblies.ToList());
        Assert.AreEqual(state.Runs[0] with { EvidenceSha256 = [] }, read.Runs[0] with { EvidenceSha256 = [] });
        CollectionAssert.AreEqual(state.Runs[0].EvidenceSha256.ToList(), read.Runs[0].EvidenceSha256.ToList());
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("null")]
    [DataRow("{}")]
    [DataRow("""{"schemaVersion":2,"settings":"","runs":[],"assemblies":[]}""")]
    public async Task What_cannot_be_read_is_judged_again(string? text)
    {
        using var bench = new TestRunBench();
        var path = text is null ? bench.Folder.File("none.json") : bench.Folder.Write("a.json", text);

        Assert.IsNull(await TestGateStateFile.ReadAsync(path, CancellationToken.None));
    }

    [TestMethod]
    public async Task It_covers_the_same_assemblies_in_the_same_places_with_the_same_settings_and_nothing_else()
    {
        using var bench = Passed();
        var state = TestGateState.From(await bench.JudgeAsync(), "settings");

        Assert.IsTrue(state.Covers([TestRunBench.Library()], "settings"));
        Assert.IsTrue(state.Covers([TestRunBench.Library("/lib\\net10.0/Lib.dll")], "settings"));
        Assert.IsFalse(state.Covers([TestRunBench.Library()], "other settings"));
        Assert.IsFalse(state.Covers([TestRunBench.Library("lib/net9.0/Lib.dll")], "settings"));
        Assert.IsFalse(state.Covers([TestRunBench.Library(digest: new string('b', 64))], "settings"));
    }

    [TestMethod]
    public async Task A_verdict_with_errors_is_not_kept()
    {
        using var bench = new TestRunBench();
        var verdict = await bench.JudgeAsync();

        Assert.ThrowsExactly<ArgumentException>(() => TestGateState.From(verdict, ""));
    }

    [TestMethod]
    public async Task A_manifest_says_which_runs_passed_and_how_each_assembly_was_tested()
    {
        using var bench = Passed();
        var library = TestRunBench.Library("lib/net10.0/Contoso.Library.dll", digest: TestRunBench.Digest);
        var verdict = await bench.JudgeAsync(options => options with { Assemblies = [library] });
        var plain = SampleManifest.Package with
        {
            Tests = null,
            Files = [.. SampleManifest.Package.Files.Select(file => file with { Tested = null })],
        };
        var signed = plain with { Files = [Signed(plain.Files[0], TestRunBench.Digest), plain.Files[1]] };

        var manifest = ManifestTests.Add(signed, TestGateState.From(verdict, ""));

        Assert.AreEqual(ManifestTestedKind.Exact, manifest.Files[0].Tested!.How);
        Assert.IsNull(manifest.Files[1].Tested);
        Assert.AreEqual("Lib.Tests.dll", manifest.Tests!.Runs.Single().TestAssembly);
        Assert.AreEqual(1, manifest.Tests.Runs[0].Passed);
    }

    [TestMethod]
    public async Task Nothing_is_said_of_a_file_that_was_signed_with_other_bytes_than_were_judged()
    {
        using var bench = Passed();
        var library = TestRunBench.Library("lib/net10.0/Contoso.Library.dll");
        var verdict = await bench.JudgeAsync(options => options with { Assemblies = [library] });
        var file = SampleManifest.Package.Files[0] with { Tested = null };

        var manifest = ManifestTests.Add(
            SampleManifest.Package with { Files = [Signed(file, new string('b', 64))] }, TestGateState.From(verdict, ""));

        Assert.IsNull(manifest.Files[0].Tested);
    }

    private static ManifestFile Signed(ManifestFile file, string digest) =>
        file with { Signature = file.Signature! with { DigestAlgorithm = "SHA256", ContentDigest = digest } };

    private static TestRunBench Passed()
    {
        var bench = new TestRunBench();
        bench.Results(["Passed"]);
        bench.Evidence();
        return bench;
    }
}
