using System.IO.Compression;
using CodeSign.Testing;

namespace CodeSign.Build.Tests.Documentation;

/// <summary>Packs the samples as they are, with the key that a caller gives.</summary>
[TestClass]
public sealed class SampleTests
{
    [TestMethod]
    [DataRow("HelloLibrary", 1)]
    [DataRow("HelloTool", 1)]
    [DataRow("MultiTarget", 8)]
    public async Task Independent_tools_accept_a_sample_and_every_assembly_in_it(string sample, int assemblies)
    {
        await using var solution = new TestSolution();
        Repository.CopyTo(solution.Folder, Path.Combine("samples", sample), Path.Combine("samples", "nuget.config"));
        File.Copy(TestRun.PackagePath, solution.File($"artifacts/packages/{Path.GetFileName(TestRun.PackagePath)}"));

        var packed = await solution.PackAsync(
            Path.Combine("samples", sample),
            $"-p:CodeSignKey={solution.File("keys/release.pfx")}", $"-p:CodeSignTimestampServers={solution.Timestamps.Address}");

        packed.EnsureSuccess();
        solution.EnsureOutput($"{sample}.1.0.0.nupkg", $"{sample}.1.0.0.codesign.json");
        var package = Path.Combine(solution.Output, $"{sample}.1.0.0.nupkg");
        (await TestRun.Sdk.VerifyPackageAsync(package)).EnsureSuccess();
        var unpacked = solution.File("unpacked");
        await ZipFile.ExtractToDirectoryAsync(package, unpacked);
        var signed = Directory.GetFiles(unpacked, "*.dll", SearchOption.AllDirectories);
        Assert.HasCount(assemblies, signed);
        foreach (var assembly in signed)
            (await OsslSigncode.VerifyAsync(assembly, solution.Roots)).EnsureSuccess();
    }

    [TestMethod]
    [DataRow("HelloLibrary")]
    [DataRow("HelloTool")]
    [DataRow("MultiTarget")]
    public void Nothing_of_this_repository_takes_part_in_a_sample(string sample)
    {
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            Assert.Contains("<Project />", File.ReadAllText(Repository.PathOf("samples", sample, name)));
    }
}
