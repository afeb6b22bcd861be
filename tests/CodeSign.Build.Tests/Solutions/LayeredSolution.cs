using CodeSign.Testing;

namespace CodeSign.Build.Tests.Solutions;

/// <summary>
/// A solution of many projects in layers, each of which references some of the layer below and, through them, all others there. Some
/// are packed with all that they reference, so that one assembly lies in many packages; some are only referenced; some sign nothing;
/// three keys sign. One project targets two frameworks, one is a tool, and one a program. A file that is no project's lies in all
/// signed packages.
/// </summary>
internal sealed class LayeredSolution : IAsyncDisposable
{
    private const int Layers = 5;
    private const int ReferencesOfEach = 3;

    /// <summary>The path in packages of the file that is no project's.</summary>
    public const string SharedFile = "tools/Plugin.dll";

    private readonly List<SolutionPart> _parts = [];
    private readonly TestCertificate _release = TestIdentities.CodeSigning;
    private readonly TestCertificate _second;
    private readonly TestCertificate _third;

    /// <summary>Describes the projects.</summary>
    /// <param name="projects">How many there are, 10 or more.</param>
    public LayeredSolution(int projects)
    {
        _second = AddKey("second");
        _third = AddKey("third");
        Solution.WriteBytes("shared/Plugin.dll", File.ReadAllBytes(typeof(TemporaryFolder).Assembly.Location));
        var root = AddPlain("Part00", []);
        var multi = Add("Part01", PartKind.MultiTargetPackage, _second, [root]);
        List<SolutionPart> below = [root, multi];
        var width = (projects - 4) / Layers;
        while (_parts.Count < projects - 2)
        {
            var layer = new List<SolutionPart>();
            while (layer.Count <= width && _parts.Count < projects - 2)
                layer.Add(AddInner($"Part{_parts.Count:00}", below));
            below = layer;
        }

        Add("Tool", PartKind.Tool, _second, below);
        Add("App", PartKind.Program, _release, below);
        SolutionFile = Solution.WriteSolution();
    }

    /// <summary>The solution's folder, timestamp server and environment.</summary>
    public TestSolution Solution { get; } = new();

    /// <summary>Full path of the solution file.</summary>
    public string SolutionFile { get; }

    /// <summary>All projects, those that are referenced before those that reference them.</summary>
    public IReadOnlyList<SolutionPart> Parts => _parts;

    /// <summary>Builds nothing, so that the runs that follow need no network and no lock file.</summary>
    public async Task RestoreAsync() => (await Solution.DotnetAsync("restore", SolutionFile)).EnsureSuccess();

    /// <summary>Packs all projects from clean.</summary>
    /// <param name="schedule">How MSBuild shall go about it: its arguments.</param>
    public async Task PackAsync(params string[] schedule) =>
        (await Solution.PackAsync(SolutionFile, ["--no-restore", .. schedule])).EnsureSuccess();

    /// <summary>Publishes all projects that can be, each to the folder below its own that is the default.</summary>
    /// <param name="schedule">How MSBuild shall go about it: its arguments.</param>
    public async Task PublishAsync(params string[] schedule) =>
        (await Solution.DotnetAsync(["publish", SolutionFile, "--no-restore", "-clp:NoSummary", .. schedule])).EnsureSuccess();

    /// <summary>Empties the signature cache.</summary>
    public void ForgetSignatures()
    {
        foreach (var entry in Directory.EnumerateFiles(Solution.Home, "*.signature", SearchOption.AllDirectories))
            File.Delete(entry);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _second.Dispose();
        _third.Dispose();
        await Solution.DisposeAsync();
    }

    private TestCertificate AddKey(string name)
    {
        var certificate = TestIdentities.Authority.Issue(new() { Subject = $"CN=The {name} key, O=CodeSign Tests, C=CH" });
        certificate.WritePfx(Solution.File($"keys/{name}.pfx"), Solution.Password);
        return certificate;
    }

    // One after the other of the kinds that lie in the middle, on what lies below.
    private SolutionPart AddInner(string name, List<SolutionPart> below)
    {
        var number = _parts.Count;
        var references = Enumerable.Range(number, Math.Min(ReferencesOfEach, below.Count)).Select(index => below[index % below.Count]).ToList();
        return (number % 5) switch
        {
            0 => Add(name, PartKind.Package, _release, references),
            1 => Add(name, PartKind.Package, _second, references),
            2 => Add(name, PartKind.UnsignedPackage, null, references),
            3 => Add(name, PartKind.Referenced, _third, references),
            _ => AddPlain(name, references),
        };
    }

    private SolutionPart AddPlain(string name, List<SolutionPart> references)
    {
        var project = Solution.AddPlain(name).Set("IsPackable", "false").Set("IsPublishable", "false");
        if (references.Count == 0)
            project.Set("TargetFramework", "netstandard2.0");
        return Keep(new SolutionPart(project, PartKind.Referenced, null, references));
    }

    private SolutionPart Add(string name, PartKind kind, TestCertificate? key, IReadOnlyList<SolutionPart> references)
    {
        var project = Solution.Add(name);
        if (key == _second)
            project.Set("CodeSignKey", "../keys/second.pfx");
        if (key == _third)
            project.Set("CodeSignKey", "../keys/third.pfx");
        switch (kind)
        {
            case PartKind.Referenced:
                project.Set("IsPackable", "false");
                break;
            case PartKind.Package:
                project.PackReferences().Items($"<None Include=\"../shared/Plugin.dll\" Pack=\"true\" PackagePath=\"{SharedFile}\" />")
                    .Items("<CodeSignFile Include=\"../shared/Plugin.dll\" />");
                break;
            case PartKind.MultiTargetPackage:
                project.Frameworks("net10.0;netstandard2.0").PackReferences().Set("IsPublishable", "false");
                break;
            case PartKind.UnsignedPackage:
                project.Set("CodeSignEnabled", "false");
                break;
            default:
                MakeProgram(project, kind);
                break;
        }

        return Keep(new SolutionPart(project, kind, key, references));
    }

    private static void MakeProgram(TestProject project, PartKind kind)
    {
        project.Set("OutputType", "Exe").Write("Program.cs", $"System.Console.WriteLine(\"Hello from {project.Name}\");\n");
        if (kind == PartKind.Tool)
            project.Set("PackAsTool", "true").Set("ToolCommandName", "layered-tool");
        else
            project.Set("IsPackable", "false");
    }

    private SolutionPart Keep(SolutionPart part)
    {
        foreach (var reference in part.References)
            part.Project.Reference(reference.Project);
        _parts.Add(part);
        return part;
    }
}
