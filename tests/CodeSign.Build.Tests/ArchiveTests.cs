using System.IO.Compression;
using CodeSign.Build.Tests.Documentation;

namespace CodeSign.Build.Tests;

/// <summary>Archives that CodeSignFile items name: signed from the inside out, in the package or in their places.</summary>
[TestClass]
public sealed class ArchiveTests
{
    private const string Addon = "Addon.1.0.0.nupkg";

    [TestMethod]
    public async Task A_product_made_as_the_page_says_is_signed_in_its_place_and_a_second_pack_has_nothing_to_do()
    {
        await using var solution = new TestSolution();
        var example = MarkdownPage.Read("docs", "containers.md").Examples.Single(e => e.Language == "xml").Text;
        var library = solution.Add("Greetings").Xml(example).Write("readme.txt", "Read me.");
        WriteZip(Path.Combine(library.Folder, "addons", Addon), ("Addon.nuspec", Nuspec), ("content/a.txt", "text"u8.ToArray()));
        var product = Path.Combine(library.Folder, "dist", "product.zip");

        await library.PackSignedAsync();

        var signed = File.ReadAllBytes(product);
        Assert.IsNotNull(Authenticode.Read(Read(signed, "Greetings.dll")));
        CollectionAssert.AreEqual(File.ReadAllBytes(library.Bin()), Read(signed, "Greetings.dll"), "One signature serves both.");
        Assert.AreEqual("Read me.", System.Text.Encoding.UTF8.GetString(Read(signed, "readme.txt")));
        var nested = solution.File("nested.nupkg");
        File.WriteAllBytes(nested, Read(signed, Addon));
        (await TestRun.Sdk.VerifyPackageAsync(nested)).EnsureSuccess();
        var archives = Manifest.Read(solution, "Greetings.1.0.0")["archives"]!.AsArray();
        Assert.AreEqual(
            $"dist/product.zip repacked, dist/product.zip!/{Addon} signed, dist/product.zip!/Greetings.dll signed",
            string.Join(", ", archives.Select(file => $"{file!["path"]} {file["action"]}")));

        var requests = solution.Timestamps.Requests;
        await library.PackSignedAsync();
        CollectionAssert.AreEqual(signed, File.ReadAllBytes(product));
        Assert.AreEqual(requests, solution.Timestamps.Requests, "The second pack signed again.");
    }

    [TestMethod]
    public async Task A_packed_archive_is_signed_in_the_package_and_stays_as_it_was_in_the_project()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Items(
            """
            <None Include="product.zip" Pack="true" PackagePath="content" />
            <CodeSignFile Include="product.zip" />
            <CodeSignFile Include="Packages" Pattern="**/*.nupkg" />
            """);
        (await library.BuildAsync()).EnsureSuccess();
        var product = Path.Combine(library.Folder, "product.zip");
        WriteZip(Path.Combine(library.Folder, Addon), ("Addon.nuspec", Nuspec), ("lib/net10.0/Greetings.dll", File.ReadAllBytes(library.Bin())));
        WriteZip(product, ("packages/" + Addon, File.ReadAllBytes(Path.Combine(library.Folder, Addon))));
        var before = File.ReadAllBytes(product);

        await library.PackSignedAsync("--no-build");

        CollectionAssert.AreEqual(before, File.ReadAllBytes(product));
        var package = solution.Package("Greetings.1.0.0");
        var nested = Read(package.Read("content/product.zip"), "packages/" + Addon);
        CollectionAssert.AreEqual(package.Read("lib/net10.0/Greetings.dll"), Read(nested, "lib/net10.0/Greetings.dll"));
        File.WriteAllBytes(solution.File("nested.nupkg"), nested);
        (await TestRun.Sdk.VerifyPackageAsync(solution.File("nested.nupkg"))).EnsureSuccess();
        Assert.AreEqual(
            "content/product.zip repacked, content/product.zip!/packages/Addon.1.0.0.nupkg signed, "
            + "content/product.zip!/packages/Addon.1.0.0.nupkg!/lib/net10.0/Greetings.dll signed, lib/net10.0/Greetings.dll signed",
            string.Join(", ", Manifest.Read(solution, "Greetings.1.0.0").Files.Select(file => $"{file["path"]} {file["action"]}")));

        // The assembly in bin is the signed one now, and the archive still holds the unsigned: it is known all the same.
        await library.Set("CodeSignDescription", "Greetings for all").PackSignedAsync("--no-build");
        var again = Read(Read(solution.Package("Greetings.1.0.0").Read("content/product.zip"), "packages/" + Addon), "lib/net10.0/Greetings.dll");
        Assert.IsNotNull(Authenticode.Read(again));
    }

    [TestMethod]
    public async Task A_file_in_an_archive_that_nothing_accounts_for_is_an_error_and_so_is_an_archive_that_is_missing()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings").Items("<CodeSignFile Include=\"dist/product.zip\" />");
        StringAssert.Contains((await library.PackAsync()).EnsureError("CSB2150").Text, "dist/product.zip", StringComparison.Ordinal);

        var stranger = File.ReadAllBytes(typeof(ArchiveTests).Assembly.Location);
        var product = Path.Combine(library.Folder, "dist", "product.zip");
        WriteZip(product, ("tools/stranger.dll", stranger), ("Greetings.dll", File.ReadAllBytes(library.Bin())));
        StringAssert.Contains(
            (await library.PackAsync()).EnsureError("CSB2504").Text, "dist/product.zip!/tools/stranger.dll", StringComparison.Ordinal);
        solution.EnsureOutput();

        // Without signed outputs in bin too, the archive itself is what was asked for.
        await library.Items("<CodeSignFile Include=\"dist/product.zip!/tools/stranger.dll\" Sign=\"false\" />")
            .Set("CodeSignBuildOutput", "false").PackSignedAsync();
        CollectionAssert.AreEqual(stranger, Read(File.ReadAllBytes(product), "tools/stranger.dll"));
        Assert.IsNotNull(Authenticode.Read(Read(File.ReadAllBytes(product), "Greetings.dll")));
        Assert.IsNull(Authenticode.Read(library.Bin()));
    }

    private static byte[] Nuspec => """
        <package xmlns="http://schemas.microsoft.com/packaging/2012/06/nuspec.xsd"><metadata>
        <id>Addon</id><version>1.0.0</version><authors>me</authors><description>An addon.</description></metadata></package>
        """u8.ToArray();

    private static void WriteZip(string path, params (string Name, byte[] Content)[] files)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in files)
            using (var stream = zip.CreateEntry(name).Open())
                stream.Write(content);
    }

    private static byte[] Read(byte[] archive, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        using var stream = zip.GetEntry(name)!.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
