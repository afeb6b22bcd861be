using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>A published folder, looked into without the product's code.</summary>
internal sealed class PublishedFolder(TestSolution solution, string path)
{
    /// <summary>Full path.</summary>
    public string Path { get; } = path;

    /// <summary>The paths of all files, hidden ones included, with <c>/</c> between folders, in order.</summary>
    public IReadOnlyList<string> Files => Directory.Exists(Path)
        ? [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Select(Name).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The manifests.</summary>
    public IReadOnlyList<string> Manifests => [.. Files.Where(file => file.EndsWith(".codesign.json", StringComparison.Ordinal))];

    /// <summary>The manifest, of which there must be one.</summary>
    public Manifest Manifest => Manifest.Read(PathOf(Manifests.Single()));

    /// <summary>Full path of a file.</summary>
    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>The bytes of a file.</summary>
    public byte[] Read(string file) => File.ReadAllBytes(PathOf(file));

    /// <summary>The Authenticode signature of a file, or <see langword="null"/>.</summary>
    public Authenticode? SignatureOf(string file) => Authenticode.Read(PathOf(file));

    /// <summary>
    /// Fails unless these are all PE files that carry a signature of the tests' certificate, one each, and osslsigncode accepts it with
    /// its timestamp.
    /// </summary>
    public async Task<PublishedFolder> EnsureSignedAsync(params string[] files)
    {
        var ours = Files.Where(file => Authenticode.IsPortableExecutable(Read(file)))
            .Where(file => TestIdentities.CodeSigning.Certificate.Equals(SignatureOf(file)?.Signer));
        Assert.AreEqual(string.Join('\n', files.Order(StringComparer.Ordinal)), string.Join('\n', ours), $"Other files in {Path} are signed than expected.");
        foreach (var file in files)
        {
            Assert.IsFalse(SignatureOf(file)!.HasNested, $"{file} was signed twice.");
            await VerifyAsync(PathOf(file), solution.Roots);
        }

        return this;
    }

    /// <summary>Fails unless osslsigncode accepts a file's signature and timestamp.</summary>
    public static async Task VerifyAsync(string path, string roots)
    {
        var result = (await OsslSigncode.VerifyAsync(path, roots)).EnsureSuccess();
        Assert.Contains("Timestamp Server Signature verification: ok", result.AllOutput);
    }

    /// <summary>Starts a program and gives what it writes.</summary>
    /// <param name="program">Its name: a program of this system, or a <c>.dll</c>.</param>
    /// <param name="environment">Environment variables besides those of builds.</param>
    public async Task<string> RunAsync(string program, params (string Name, string Value)[] environment)
    {
        var variables = new Dictionary<string, string?>(solution.Environment) { ["DOTNET_ROOT"] = TestRun.Sdk.Folder };
        foreach (var (name, value) in environment)
            variables[name] = value;
        var options = new ProcessOptions { WorkingDirectory = solution.Folder, Environment = variables };
        var isLibrary = program.EndsWith(".dll", StringComparison.Ordinal);
        var result = await Run.ProcessAsync(isLibrary ? TestRun.Sdk.DotNet : PathOf(program), isLibrary ? [PathOf(program)] : [], options);
        return result.EnsureSuccess().Output.Trim();
    }

    private string Name(string file) => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/');
}
