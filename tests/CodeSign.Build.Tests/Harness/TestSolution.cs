using CodeSign.Testing;

namespace CodeSign.Build.Tests;

/// <summary>
/// A folder with projects, a key, and a timestamp server: what a user of CodeSign.Build has. Nothing outside the folder takes part in
/// its builds.
/// </summary>
internal sealed class TestSolution : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<TestProject> _projects = [];

    public TestSolution()
    {
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            _folder.Write(name, "<Project />\n");
        _folder.Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="tests" value="{TestRun.Feed}" />
              </packageSources>
            </configuration>

            """);
        _folder.Write("keys/roots.pem", TestIdentities.Authority.RootPem);
        TestIdentities.CodeSigning.WritePfx(File("keys/release.pfx"), Password);
        Environment = BuildEnvironment.Create(Home);
        Environment["CODESIGN_KEY_PASSWORD"] = Password;
    }

    /// <summary>The password of every key file, found nowhere else: a test can search for it.</summary>
    public string Password { get; } = $"secret-{Guid.NewGuid():N}";

    /// <summary>The environment of its builds; tests change it before they build.</summary>
    public Dictionary<string, string?> Environment { get; }

    /// <summary>What stands before <c>dotnet</c> on its command lines: root gives up its right to write where it may not.</summary>
    public IReadOnlyList<string> Launcher { get; set; } = FolderLock.Launcher;

    /// <summary>The timestamp server that projects use.</summary>
    public TimestampServer Timestamps { get; } = new();

    /// <summary>The solution's folder.</summary>
    public string Folder => _folder.Path;

    /// <summary>The home folder of the user who builds.</summary>
    public string Home => _folder.Folder("home");

    /// <summary>Where packages are put by <see cref="TestProject.PackAsync"/>.</summary>
    public string Output => Path.Combine(Folder, "packages");

    /// <summary>Where <see cref="TestProject.PublishAsync"/> publishes to.</summary>
    public PublishedFolder Published => new(this, Path.Combine(Folder, "published"));

    /// <summary>The roots that every signer and timestamp authority of the tests has, PEM.</summary>
    public string Roots => File("keys/roots.pem");

    /// <summary>Full path of a file; the folders on the way are made.</summary>
    public string File(string name) => _folder.File(name);

    /// <summary>Writes a text file and gives its full path.</summary>
    public string Write(string name, string content) => _folder.Write(name, content);

    /// <summary>Writes a file and gives its full path.</summary>
    public string WriteBytes(string name, byte[] content)
    {
        System.IO.File.WriteAllBytes(File(name), content);
        return File(name);
    }

    /// <summary>Writes a text file that only its owner can read and gives its full path.</summary>
    public string WriteSecret(string name, string content)
    {
        var path = Write(name, content);
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    /// <summary>Adds a library for net10.0 that references CodeSign.Build and has a key and a timestamp server.</summary>
    public TestProject Add(string name, string sdk = "Microsoft.NET.Sdk")
    {
        var project = new TestProject(this, name) { Sdk = sdk }
            .ReferenceCodeSign()
            .Set("CodeSignKey", "../keys/release.pfx")
            .Set("CodeSignTimestampServers", Timestamps.Address.AbsoluteUri)
            .Set("CodeSignTrustedRoots", "../keys/roots.pem");
        _projects.Add(project);
        return project;
    }

    /// <summary>Adds a library that knows nothing of CodeSign.Build.</summary>
    public TestProject AddPlain(string name)
    {
        var project = new TestProject(this, name);
        _projects.Add(project);
        return project;
    }

    /// <summary>Writes a solution file with all projects and gives its path.</summary>
    public string WriteSolution(string name = "All.slnx") => Write(
        name,
        $"<Solution>\n{string.Concat(_projects.Select(p => $"  <Project Path=\"{p.Name}/{p.Name}.csproj\" />\n"))}</Solution>\n");

    /// <summary>Runs <c>dotnet</c> in the solution's folder.</summary>
    public Task<BuildResult> DotnetAsync(params IEnumerable<string> arguments) => DotnetAsync(arguments, CancellationToken.None);

    /// <summary>Runs <c>dotnet</c> in the solution's folder.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="cancellationToken">Kills it and all that it started.</param>
    public async Task<BuildResult> DotnetAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        Save();
        string[] command = [.. Launcher, TestRun.Sdk.DotNet, .. arguments];
        var options = new ProcessOptions { WorkingDirectory = Folder, Environment = Environment, Timeout = TimeSpan.FromMinutes(4) };
        return new BuildResult(await Run.ProcessAsync(command[0], command[1..], TrustingSdk.Isolate(options), cancellationToken));
    }

    /// <summary>Packs with <c>dotnet pack TARGET -o packages</c>.</summary>
    public Task<BuildResult> PackAsync(string target, params IEnumerable<string> arguments) =>
        DotnetAsync(["pack", target, "-o", Output, "-clp:NoSummary", .. arguments]);

    /// <summary>Opens a package in the output folder.</summary>
    /// <param name="name">Its id and version, <c>Greetings.1.0.0</c>.</param>
    public PackageFile Package(string name) => PackageFile.Open(Path.Combine(Output, $"{name}.nupkg"));

    /// <summary>Fails unless these files, hidden ones included, are all that lies in the output folder, with a signature beside each manifest.</summary>
    public void EnsureOutput(params string[] names) => Assert.AreEqual(
        string.Join('\n', names.SelectMany(WithSignature).Order(StringComparer.Ordinal)),
        string.Join('\n', (Directory.Exists(Output) ? Directory.GetFileSystemEntries(Output) : []).Select(Path.GetFileName).Order(StringComparer.Ordinal)),
        "Other files in the output folder than expected.");

    /// <summary>Fails where a temporary file of a signing lies anywhere in the solution's folder.</summary>
    public void EnsureNothingLeft() => Assert.AreEqual(
        "", string.Join('\n', Directory.EnumerateFiles(Folder, ".codesign-*", SearchOption.AllDirectories)), "Temporary files are left.");

    private static string[] WithSignature(string name) =>
        name.EndsWith(".codesign.json", StringComparison.Ordinal) ? [name, name + ".p7s"] : [name];

    /// <summary>Deletes what builds and packs have made, but not what a restore has.</summary>
    public void Clean()
    {
        string[] made = [Output, .. _projects.SelectMany(p => new[] { Path.Combine(p.Folder, "bin"), Path.Combine(p.Folder, "obj", "Release") })];
        foreach (var folder in made.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Writes the projects whose description has changed.</summary>
    public void Save() => _projects.ForEach(p => p.Save());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Timestamps.DisposeAsync();
        _folder.Dispose();
    }
}
