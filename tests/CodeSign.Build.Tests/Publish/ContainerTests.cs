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
        solution.Environment["DOTNET_CONTAINER_INSECURE_REGISTRIES"] = registry.Address;
        var program = PublishTests.Program(solution);
        var archive = solution.File("image.tar");

        (await solution.DotnetAsync(
            "publish", program.ProjectFile, "-t:PublishContainer", "-clp:NoSummary",
            $"-p:ContainerBaseImage={registry.Image}", $"-p:ContainerArchiveOutputPath={archive}")).EnsureSuccess();

        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        Unpack(File.OpenRead(archive), files);
        foreach (var layer in files.Where(file => file.Key.EndsWith("layer.tar", StringComparison.Ordinal)).ToList())
            Unpack(new GZipStream(new MemoryStream(layer.Value), CompressionMode.Decompress), files);
        Assert.Contains("app/Hello.1.0.0.codesign.json", files.Keys);
        foreach (var assembly in new[] { "Hello.dll", "Helper.dll" })
            await PublishedFolder.VerifyAsync(solution.WriteBytes(assembly, files[$"app/{assembly}"]), solution.Roots);
    }

    private static void Unpack(Stream archive, Dictionary<string, byte[]> files)
    {
        using var tar = new TarReader(archive);
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
