using System.IO.Compression;
using CodeSign.Testing;

namespace CodeSign.Build.Tests.Documentation;

[TestClass]
public sealed class SampleTests
{
    private const string Password = "a password with spaces & 'quotes'";

    [TestMethod]
    [DataRow("HelloLibrary", 1)]
    [DataRow("HelloTool", 1)]
    [DataRow("MultiTarget", 8)]
    public async Task Each_sample_packs_with_the_key_of_a_caller_and_independent_tools_accept_all_of_it(string sample, int assemblies)
    {
        var clone = await CleanClone.GetAsync();
        clone.FirstCommand.EnsureSuccess();
        using var folder = new TemporaryFolder();
        var roots = TestIdentities.Authority.WriteRoot(folder.File("roots.pem"));
        await using var timestamps = new TimestampServer();

        var packed = await clone.DotNetAsync(
            clone.PathOf("samples", sample),
            ["pack", "-c", "Release", "-o", folder.Path,
             $"-p:CodeSignKey={TestIdentities.CodeSigning.WritePfx(folder.File("release.pfx"), Password)}",
             $"-p:CodeSignTimestampServers={timestamps.Address}"],
            new Dictionary<string, string?> { ["CODESIGN_KEY_PASSWORD"] = Password, ["CI"] = "true" });

        packed.EnsureSuccess();
        var package = folder.File($"{sample}.1.0.0.nupkg");
        (await TrustingSdk.Default.VerifyPackageAsync(package)).EnsureSuccess();
        Assert.IsTrue(File.Exists(folder.File($"{sample}.1.0.0.codesign.json")), packed.AllOutput);
        await ZipFile.ExtractToDirectoryAsync(package, folder.Folder("unpacked"));
        var signed = Directory.GetFiles(folder.File("unpacked"), "*.dll", SearchOption.AllDirectories);
        Assert.HasCount(assemblies, signed);
        foreach (var assembly in signed)
            (await OsslSigncode.VerifyAsync(assembly, roots)).EnsureSuccess();
        Assert.DoesNotContain("warning", packed.AllOutput);
    }
}
