using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using CodeSign.Manifests;
using CodeSign.Signing;

namespace CodeSign.Tool.Tests.Harness;

/// <summary>Makes what a build leaves: a signed package with a signed assembly, or a published folder, and the manifest.</summary>
internal static class ReleaseFolder
{
    /// <summary>The package's name.</summary>
    public const string Package = "Sample.1.0.0.nupkg";

    /// <summary>The name of the package's manifest.</summary>
    public const string Manifest = "Sample.1.0.0.codesign.json";

    /// <summary>Makes a signed package and its signed manifest in the folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="sign">Options for signing; the default key and a timestamp where there are none.</param>
    public static async Task WritePackageAsync(ToolFolder folder, params string[] sign)
    {
        var before = FileDigest.Sha256(folder.File(folder.Assembly("lib.dll")), CancellationToken.None);
        await SignAsync(folder, "lib.dll", sign);
        WriteZip(folder, Package, ("lib/net10.0/lib.dll", await File.ReadAllBytesAsync(folder.File("lib.dll"))));
        await SignAsync(folder, Package, sign);
        await WriteManifestAsync(folder, before);
        await SignManifestAsync(folder, Manifest);
    }

    /// <summary>Writes a package that nobody has signed.</summary>
    public static void WriteZip(ToolFolder folder, string name, params (string Path, byte[] Content)[] files)
    {
        const string nuspec = """
            <package xmlns="http://schemas.microsoft.com/packaging/2012/06/nuspec.xsd"><metadata>
            <id>Sample</id><version>1.0.0</version><authors>me</authors><description>A sample.</description></metadata></package>
            """;
        using var file = File.Create(folder.File(name));
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (var (path, content) in files.Prepend(("Sample.nuspec", Encoding.UTF8.GetBytes(nuspec))))
        {
            using var entry = zip.CreateEntry(path).Open();
            entry.Write(content);
        }
    }

    /// <summary>Writes the manifest of a published folder with a signed assembly.</summary>
    public static async Task WritePublishedAsync(ToolFolder folder, string name)
    {
        var before = FileDigest.Sha256(folder.File(folder.Assembly($"{name}/app.dll")), CancellationToken.None);
        await folder.SignAsync($"{name}/app.dll");
        folder.Write($"{name}/app.json", "{}");
        var manifest = Describe([Listed(folder, $"{name}/app.dll", "app.dll", before)]) with
        {
            Folder = new ManifestFolder { Id = "Sample", Version = "1.0.0", TargetFramework = "net10.0" },
        };
        await SignatureManifestFile.WriteAsync(manifest, folder.File(name, Manifest), CancellationToken.None);
        await SignManifestAsync(folder, $"{name}/{Manifest}");
    }

    /// <summary>Signs a manifest with the folder's key, beside it.</summary>
    public static Task SignManifestAsync(ToolFolder folder, string manifest) => folder.SignAsync(manifest, "--detached");

    private static async Task SignAsync(ToolFolder folder, string file, string[] options)
    {
        if (options.Length == 0)
            await folder.SignAsync(file);
        else
            (await folder.RunAsync(["sign", file, "--trusted-root", "root.pem", .. options])).Expect(0);
    }

    private static async Task WriteManifestAsync(ToolFolder folder, string before)
    {
        var verified = await folder.RunAsync("verify", Package, "--format", "json", "--trusted-root", "root.pem");
        var facts = JsonNode.Parse(verified.Output)!["files"]![0]!;
        var manifest = Describe([Listed(folder, "lib.dll", "lib/net10.0/lib.dll", before)]) with
        {
            Package = new ManifestPackage
            {
                Id = "Sample",
                Version = "1.0.0",
                File = Package,
                Length = (long)facts["length"]!,
                Sha256 = (string)facts["sha256"]!,
                ContentSha256 = (string)facts["contentSha256"]!,
                ContentSha512 = (string)facts["contentSha512"]!,
            },
        };
        await SignatureManifestFile.WriteAsync(manifest, folder.File(Manifest), CancellationToken.None);
    }

    private static ManifestFile Listed(ToolFolder folder, string file, string path, string before) => new()
    {
        Path = path,
        Format = "pe",
        Origin = ManifestFileOrigin.From(FileOrigin.Own),
        Action = ManifestFileAction.Signed,
        Reason = "this project's own output",
        Sha256Before = before,
        Sha256 = FileDigest.Sha256(folder.File(file), CancellationToken.None),
    };

    private static SignatureManifest Describe(IReadOnlyList<ManifestFile> files) => new()
    {
        SchemaVersion = SignatureManifest.CurrentSchemaVersion,
        Tool = new ManifestTool("CodeSign.Tool.Tests", "1.0.0"),
        Created = DateTimeOffset.UnixEpoch,
        Development = false,
        Build = new BuildOrigin { System = "local" },
        Signers = [],
        Files = files,
    };
}
