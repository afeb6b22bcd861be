using CodeSign.Testing;

namespace CodeSign.Benchmarks;

/// <summary>Small libraries, most of which reference the package CodeSign.Build, built from this clone.</summary>
internal sealed class SampleLibraries : IAsyncDisposable
{
    private const string Dependency = "Sample.Dependency0";
    private const string PackageReference =
        $"""
        <ItemGroup>
            <PackageReference Include="{Dependency}" Version="1.0.0" />
          </ItemGroup>
        """;

    private static readonly string CompilerServer = $"codesign-benchmarks-{Environment.ProcessId}";
    private readonly string _folder;
    private readonly string _version;
    private readonly ProcessOptions _options;

    private SampleLibraries(string folder, string version)
    {
        _folder = folder;
        _version = version;
        _options = TrustingSdk.Isolate(ProcessOptions.Default with
        {
            WorkingDirectory = folder,
            Timeout = TimeSpan.FromMinutes(5),
            Environment = new Dictionary<string, string?>
            {
                // As on a developer's machine, with packages and a compiler of their own, warm after the first round.
                ["CI"] = null,
                ["TF_BUILD"] = null,
                ["GITHUB_ACTIONS"] = null,
                ["NUGET_PACKAGES"] = Path.Combine(folder, "packages"),
                ["MSBUILDTERMINALLOGGER"] = "off",
                ["SharedCompilationId"] = CompilerServer,
                ["CODESIGN_KEY_PASSWORD"] = Workbench.Password,
            },
        });
    }

    /// <summary>Builds the package CodeSign.Build.</summary>
    public static async Task<SampleLibraries> CreateAsync(string folder, CancellationToken cancellationToken)
    {
        var feed = Directory.CreateDirectory(Path.Combine(folder, "feed")).FullName;
        var options = TrustingSdk.Isolate(ProcessOptions.Default with { WorkingDirectory = Repository(), Timeout = TimeSpan.FromMinutes(10) });
        string[] pack = ["pack", Path.Combine("src", "CodeSign.Build"), "-c", "Release", "-o", feed, "-nodeReuse:false"];
        (await CodeSign.Testing.Run.ProcessAsync("dotnet", pack, options, cancellationToken)).EnsureSuccess();

        const string Prefix = "CodeSign.Build.";
        var version = Path.GetFileNameWithoutExtension(Directory.GetFiles(feed).Single())[Prefix.Length..];
        SamplePackages.Write(feed, Dependency, 1_000);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nuget.config"),
            """<configuration><packageSources><add key="built" value="feed" /></packageSources></configuration>""",
            cancellationToken);
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            await File.WriteAllTextAsync(Path.Combine(folder, name), "<Project />", cancellationToken);
        return new SampleLibraries(folder, version);
    }

    /// <summary>Makes a library.</summary>
    /// <param name="name">Its folder's name.</param>
    /// <param name="isSigned">Whether its properties make its package come out signed.</param>
    /// <param name="properties">Further properties, XML.</param>
    /// <param name="items">Items, XML.</param>
    public SampleLibrary Create(string name, bool isSigned, string properties, string items = "")
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "Greeter.cs"), "namespace Sample;\n\npublic static class Greeter { public static string Text => \"Hello\"; }\n");
        File.WriteAllText(
            Path.Combine(folder, "Sample.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Version>1.0.0</Version>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="CodeSign.Build" Version="{_version}" PrivateAssets="all" />
                {items}
              </ItemGroup>
            </Project>
            """);
        return new SampleLibrary(folder, isSigned, _options with { WorkingDirectory = folder });
    }

    /// <summary>Makes a solution that has nothing to do with signing. Its projects reference a package, as nearly all projects do.</summary>
    /// <param name="name">Its folder's name.</param>
    /// <param name="projects">How many projects there are.</param>
    public SampleSolution CreateSolution(string name, int projects) => CreateSolution(name, projects, isSigned: false, PackageReference);

    /// <summary>Makes the same solution, but one whose packages come out signed.</summary>
    /// <param name="name">Its folder's name.</param>
    /// <param name="projects">How many projects there are.</param>
    /// <param name="properties">How, XML.</param>
    public SampleSolution CreateSolution(string name, int projects, string properties) => CreateSolution(
        name, projects, isSigned: true,
        $"""
        <PropertyGroup>{properties}</PropertyGroup>
          {PackageReference}
          <ItemGroup>
            <PackageReference Include="CodeSign.Build" Version="{_version}" PrivateAssets="all" />
          </ItemGroup>
        """);

    private SampleSolution CreateSolution(string name, int projects, bool isSigned, string content)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        var solution = new SampleSolution(folder, projects, isSigned, _options with { WorkingDirectory = folder });
        solution.Write(content);
        return solution;
    }

    /// <summary>Ends the compiler's server.</summary>
    public async ValueTask DisposeAsync()
    {
        var root = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        foreach (var compiler in Directory.EnumerateFiles(Path.Combine(root, "sdk"), "VBCSCompiler.dll", SearchOption.AllDirectories))
            await CodeSign.Testing.Run.ProcessAsync("dotnet", ["exec", compiler, "-shutdown", $"-pipename:{CompilerServer}"]);
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CodeSign.Build.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("This comparison builds CodeSign.Build, and runs inside a clone only.");
    }
}
