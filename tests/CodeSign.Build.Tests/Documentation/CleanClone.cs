using CodeSign.Testing;

namespace CodeSign.Build.Tests.Documentation;

/// <summary>
/// A folder with what a clean clone of this working tree holds, in which the first command of the README has been run: the package
/// is built, and samples/HelloLibrary is packed with it. Made once for all tests of a process, and deleted when that ends.
/// </summary>
internal sealed class CleanClone : IDisposable
{
    private static readonly Lazy<Task<CleanClone>> LazyDefault = new(CreateAsync);
    private readonly TemporaryFolder _folder = new();
    private ProcessResult? _firstCommand;

    private CleanClone()
    {
        Repository.CopyTo(
            Folder, "build", "docs", "samples", "src", "Directory.Build.props", "Directory.Packages.props", "README.md", "global.json");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    /// <summary>Full path of the clone.</summary>
    public string Folder => _folder.Path;

    /// <summary>How the first command went.</summary>
    public ProcessResult FirstCommand => _firstCommand!;

    /// <summary>The version of the package that it built.</summary>
    public string PackageVersion => PackageVersions().Max(StringComparer.Ordinal)!;

    /// <summary>The clone that all tests share.</summary>
    public static Task<CleanClone> GetAsync() => LazyDefault.Value;

    /// <summary>Full path of something in it.</summary>
    public string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Makes a folder for a user's project, whose package sources include the package built here.</summary>
    public string NewProjectFolder(string name)
    {
        var folder = _folder.Folder(Path.Combine("projects", name));
        foreach (var file in Directory.EnumerateFiles(PathOf("samples", "HelloLibrary"), "Directory.*"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        File.WriteAllText(
            Path.Combine(folder, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <add key="built-here" value="{PathOf("artifacts", "packages")}" />
              </packageSources>
            </configuration>
            """);
        return folder;
    }

    /// <summary>Runs a <c>dotnet</c> that trusts the tests' root.</summary>
    public Task<ProcessResult> DotNetAsync(
        string workingDirectory, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null) =>
        TrustingSdk.Default.RunAsync(arguments, Options(workingDirectory, environment));

    /// <summary>Runs a command line as a person types it, with that <c>dotnet</c> on the PATH.</summary>
    public Task<ProcessResult> ShellAsync(
        string workingDirectory, string command, IReadOnlyDictionary<string, string?>? environment = null) =>
        Run.ProcessAsync("bash", ["-euo", "pipefail", "-c", command], Options(workingDirectory, environment));

    /// <inheritdoc/>
    public void Dispose()
    {
        // Each build of the package has a version of its own, which would stay in the user's global packages folder for good.
        var installed = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        if (Directory.Exists(PathOf("artifacts", "packages")))
        {
            foreach (var version in PackageVersions().Select(version => Path.Combine(installed, "codesign.build", version)).Where(Directory.Exists))
                Directory.Delete(version, recursive: true);
        }

        _folder.Dispose();
    }

    private static async Task<CleanClone> CreateAsync()
    {
        var clone = new CleanClone();
        clone._firstCommand = await clone.DotNetAsync(clone.Folder, ["run", Path.Combine("build", "try.cs")]);
        return clone;
    }

    private ProcessOptions Options(string workingDirectory, IReadOnlyDictionary<string, string?>? environment)
    {
        var all = new Dictionary<string, string?>
        {
            ["PATH"] = TrustingSdk.Default.Folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
            // The development identity is made here, and not in the home of whoever runs the tests.
            ["XDG_DATA_HOME"] = _folder.Folder("data"),
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["NUGET_CERT_REVOCATION_MODE"] = "offline",
            ["DOTNET_ROOT"] = null,
            ["DOTNET_HOST_PATH"] = null,
            ["CI"] = null,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            all[name] = value;
        return ProcessOptions.Default with
        {
            WorkingDirectory = workingDirectory,
            Environment = all,
            Timeout = TimeSpan.FromMinutes(5),
        };
    }

    private IEnumerable<string> PackageVersions()
    {
        const string prefix = "CodeSign.Build.";
        return Directory.EnumerateFiles(PathOf("artifacts", "packages"), prefix + "*.nupkg")
            .Select(path => Path.GetFileNameWithoutExtension(path)[prefix.Length..]);
    }
}
