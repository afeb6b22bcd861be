using System.Formats.Tar;
using System.IO.Compression;

namespace CodeSign.Build.Tests.Publish;

/// <summary>Container images that the SDK builds from the published folder.</summary>
[TestClass]
public sealed class ContainerTests
{
    [TestMethod]
    public async Task What_goes_into_an_image_is_signed()
    {
        await using var solution = new TestSolution();
        await using var registry = new BaseImageRegistry();
        var program = PublishTests.Program(solution);
        var archive = solution.File("image.tar.gz");

        (await solution.DotnetAsync(
            "publish", program.ProjectFile, "-t:PublishContainer", "-clp:NoSummary",
            $"-p:ContainerBaseImage={registry.Image}", $"-p:ContainerArchiveOutputPath={archive}")).EnsureSuccess();

        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        Unpack(archive, files);
        foreach (var layer in files.Where(file => file.Key.EndsWith(".tar.gz", StringComparison.Ordinal)).ToList())
            Unpack(solution.WriteBytes("layer", layer.Value), files);
        Assert.Contains("app/Hello.1.0.0.codesign.json", files.Keys);
        foreach (var assembly in new[] { "Hello.dll", "Helper.dll" })
            await PublishedFolder.VerifyAsync(solution.WriteBytes(assembly, files[$"app/{assembly}"]), solution.Roots);
    }

    private static void Unpack(string archive, Dictionary<string, byte[]> files)
    {
        using var gzip = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            if (entry.DataStream is not { } data)
                continue;
            using var content = new MemoryStream();
            data.CopyTo(content);
            files[entry.Name.TrimStart('.', '/')] = content.ToArray();
        }
    }
}
