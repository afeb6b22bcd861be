using System.IO.Compression;
using System.Security.Cryptography;
using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>
/// A solution whose builds are killed: a library that is packed with satellites and a helper, with an archive and a signature beside a
/// script, and a program that is published as a folder and as a single file.
/// </summary>
internal sealed class KilledBuildBench : IAsyncDisposable
{
    private static readonly string Signer = TestIdentities.CodeSigning.Certificate.Subject;
    private readonly TestProject _helper;
    private readonly TestProject _library;
    private readonly TestProject _program;
    private readonly string _solutionFile;

    public KilledBuildBench()
    {
        _helper = Solution.AddPlain("Helper").Set("TargetFramework", "netstandard2.0").Set("IsPackable", "false");
        _library = Solution.Add("Greetings").Translate("de").Reference(_helper).PackReferences().Write("install.sh", "#!/bin/sh\n").Items(
            """
            <CodeSignFile Include="dist/product.zip" />
            <CodeSignFile Include="Plugins" Pattern="**/Plugin.dll" />
            <CodeSignFile Include="install.sh" Format="detached" />
            """);
        _program = Solution.Add("Hello").Set("OutputType", "Exe").Set("IsPackable", "false").Set("RuntimeIdentifiers", "win-x64")
            .Reference(_library).Write("Program.cs", "System.Console.WriteLine(\"Hello\");\n");
        WriteArchive();
        _solutionFile = Solution.WriteSolution();
        Solution.Timestamps.Latency = TimeSpan.FromMilliseconds(20);
    }

    public TestSolution Solution { get; } = new();

    private string Archive => Path.Combine(_library.Folder, "dist", "product.zip");

    private string Published => Path.Combine(Solution.Folder, "published");

    private string Single => Path.Combine(Solution.Folder, "single");

    /// <summary>The builds that are killed in turn, as arguments of <c>dotnet</c>.</summary>
    public IReadOnlyList<string[]> Builds =>
    [
        ["pack", _solutionFile, "--no-restore", "-m:2", "-o", Solution.Output],
        ["publish", _program.ProjectFile, "--no-restore", "-m:2", "-o", Published],
        ["pack", _solutionFile, "--no-restore", "-mt", "-m:2", "-o", Solution.Output],
        ["publish", _program.ProjectFile, "--no-restore", "-m:2", "-r", "win-x64", "--self-contained", "false", "-p:PublishSingleFile=true", "-o", Single],
    ];

    /// <summary>Lets everything be signed anew by the next build.</summary>
    public void ChangeSettings(int round) => Solution.Environment["CodeSignDescription"] = $"Round {round}";

    /// <summary>Builds everything anew, unsigned, and takes the outputs away.</summary>
    public async Task StartOverAsync()
    {
        Solution.Clean();
        foreach (var folder in new[] { Published, Single }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
        (await Solution.DotnetAsync("build", _solutionFile, "--no-restore", "-c", "Release", "-clp:NoSummary")).EnsureSuccess();
    }

    public async Task RestoreAsync() => (await Solution.DotnetAsync("restore", _solutionFile)).EnsureSuccess();

    /// <summary>Runs one of <see cref="Builds"/> to its end.</summary>
    public async Task RunAsync(string[] build) => (await Solution.DotnetAsync([.. build, "-clp:NoSummary"])).EnsureSuccess();

    /// <summary>
    /// Reads all outputs that there are. What was published or packed must be signed, whenever it is looked at; what was built need not
    /// be yet.
    /// </summary>
    public async Task<SignedContents> ReadAsync()
    {
        var contents = new SignedContents();
        foreach (var path in FilesIn(Solution.Output, ".nupkg").Concat(FilesIn(Published, ".dll")))
            await contents.AddAsync(NameOf(path), File.ReadAllBytes(path), _ => Signer);
        foreach (var path in FilesIn(Single, ".exe"))
            await contents.AddBundleAsync(NameOf(path), File.ReadAllBytes(path), Signer);
        string[] built = [_library.Bin(), _library.Obj(), _program.Bin(), _program.Obj(), _helper.Bin("netstandard2.0"), Archive];
        foreach (var path in built)
            await contents.AddAsync(NameOf(path), File.ReadAllBytes(path), _ => null);
        var script = Path.Combine(_library.Folder, "install.sh");
        if (File.Exists(script + ".p7s"))
            await contents.AddDetachedAsync(NameOf(script + ".p7s"), script, script + ".p7s");
        return contents;
    }

    /// <summary>Fails where a manifest says something else than is there. A package is moved before its manifest is.</summary>
    public void EnsureManifestsHold(bool ofPackagesToo)
    {
        foreach (var folder in new[] { Published, Single })
            foreach (var path in FilesIn(folder, ".codesign.json"))
                foreach (var file in Manifest.Read(path).Files.Where(file => file["bundle"] is null))
                    EnsureDigest(Path.Combine(folder, (string)file["path"]!), (string?)file["sha256"]);
        foreach (var path in ofPackagesToo ? FilesIn(Solution.Output, ".codesign.json") : [])
            EnsureDigest(Path.Combine(Solution.Output, (string)Manifest.Read(path)["package/file"]!), (string?)Manifest.Read(path)["package/sha256"]);
    }

    public ValueTask DisposeAsync() => Solution.DisposeAsync();

    private static void EnsureDigest(string path, string? sha256) =>
        Assert.AreEqual(sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), $"The manifest is not about this {path}.");

    private static IEnumerable<string> FilesIn(string folder, string extension) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, $"*{extension}", SearchOption.AllDirectories) : [];

    private string NameOf(string path) => Path.GetRelativePath(Solution.Folder, path).Replace('\\', '/');

    private void WriteArchive()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Archive)!);
        using var archive = ZipFile.Open(Archive, ZipArchiveMode.Create);
        archive.CreateEntryFromFile(typeof(TemporaryFolder).Assembly.Location, "plugins/Plugin.dll");
        archive.CreateEntryFromFile(Path.Combine(_library.Folder, "install.sh"), "install.sh");
    }
}
