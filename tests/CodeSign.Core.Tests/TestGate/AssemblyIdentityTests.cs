using CodeSign.Core.Tests.Signing;
using CodeSign.Diagnostics;
using CodeSign.Signing;
using CodeSign.TestGate;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.TestGate;

[TestClass]
public sealed class AssemblyIdentityTests
{
    private static readonly string Library = typeof(TestJudge).Assembly.Location;

    [TestMethod]
    public async Task It_says_which_build_of_which_assembly_a_file_is()
    {
        var identity = await AssemblyIdentity.ReadAsync(Library, CancellationToken.None);

        Assert.IsNotNull(identity);
        Assert.AreEqual("CodeSign.Core", identity.Name);
        Assert.AreEqual(typeof(TestJudge).Module.ModuleVersionId, identity.Mvid);
        Assert.IsFalse(identity.IsCompiledAhead);
    }

    [TestMethod]
    public async Task A_signature_changes_nothing()
    {
        using var bench = new SigningBench();
        var source = bench.Folder.File("source.dll");
        File.Copy(Library, source);
        var signed = await bench.Engine().SignAsync(
            [new SigningJob(source, bench.Folder.File("signed.dll"), bench.Profile())], CancellationToken.None);

        var identity = await AssemblyIdentity.ReadAsync(bench.Folder.File("signed.dll"), CancellationToken.None);

        Assert.AreNotEqual(signed[0].SourceSha256, signed[0].Sha256);
        Assert.AreEqual(await AssemblyIdentity.ReadAsync(Library, CancellationToken.None), identity);
        Assert.AreEqual(signed[0].ContentDigest, identity!.AuthenticodeSha256);
    }

    [TestMethod]
    public async Task Code_that_was_compiled_ahead_is_recognised()
    {
        var identity = await AssemblyIdentity.ReadAsync(typeof(object).Assembly.Location, CancellationToken.None);

        Assert.AreEqual("System.Private.CoreLib", identity!.Name);
        Assert.IsTrue(identity.IsCompiledAhead);
    }

    [TestMethod]
    public async Task What_is_no_managed_assembly_has_none()
    {
        using var bench = new SigningBench();

        Assert.IsNull(await AssemblyIdentity.ReadAsync(bench.Image("native.dll"), CancellationToken.None));
        Assert.IsNull(await AssemblyIdentity.ReadAsync(bench.Folder.Write("text.dll", "no assembly at all"), CancellationToken.None));
    }

    [TestMethod]
    public async Task A_damaged_assembly_is_refused()
    {
        using var folder = new TemporaryFolder();
        var image = File.ReadAllBytes(Library);
        var metadata = image.AsSpan().IndexOf("BSJB"u8);
        image.AsSpan(metadata, 64).Fill(0xFF);

        var failure = await Assert.ThrowsExactlyAsync<CodeSignException>(
            () => AssemblyIdentity.ReadAsync(folder.Write("a.dll", image), CancellationToken.None));

        Assert.AreEqual(TestGateDiagnostics.UnreadableAssembly, failure.Diagnostic.Descriptor);
    }
}
