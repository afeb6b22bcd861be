using System.Security;
using System.Text;

namespace CodeSign.Build.Tests;

/// <summary>A project: a library for net10.0, version 1.0.0, unless a test says otherwise. Its file is written before each command.</summary>
internal sealed class TestProject
{
    private readonly TestSolution _solution;
    private readonly List<KeyValuePair<string, string>> _properties = [];
    private readonly List<string> _items = [];
    private readonly List<string> _others = [];
    private string? _written;

    public TestProject(TestSolution solution, string name)
    {
        _solution = solution;
        Name = name;
        Set("TargetFramework", "net10.0");
        Set("Version", "1.0.0");
        Write("Class.cs", $"namespace {name} {{ public static class Class {{ public static string Text => \"{name}\"; }} }}\n");
    }

    /// <summary>Its name, and its folder's.</summary>
    public string Name { get; }

    /// <summary>The SDK that it is built with.</summary>
    public string Sdk { get; init; } = "Microsoft.NET.Sdk";

    /// <summary>Its folder.</summary>
    public string Folder => Path.Combine(_solution.Folder, Name);

    /// <summary>Its file.</summary>
    public string ProjectFile => Path.Combine(Folder, $"{Name}.csproj");

    /// <summary>The assembly in bin, as a pack leaves it.</summary>
    public string Bin(string framework = "net10.0") => Path.Combine(Folder, "bin", "Release", framework, $"{Name}.dll");

    /// <summary>The assembly in obj.</summary>
    public string Obj(string framework = "net10.0") => Path.Combine(Folder, "obj", "Release", framework, $"{Name}.dll");

    /// <summary>The frameworks that it targets.</summary>
    public IEnumerable<string> TargetFrameworks => _properties.Single(p => p.Key.StartsWith("TargetFramework", StringComparison.Ordinal)).Value.Split(';');

    /// <summary>Sets a property, or with <see langword="null"/> removes it.</summary>
    public TestProject Set(string name, string? value)
    {
        var index = _properties.FindIndex(p => p.Key == name);
        if (index >= 0 && value is not null)
            _properties[index] = new(name, value);
        else if (index >= 0)
            _properties.RemoveAt(index);
        else if (value is not null)
            _properties.Add(new(name, value));
        return this;
    }

    /// <summary>Targets several frameworks.</summary>
    public TestProject Frameworks(string frameworks) => Set("TargetFramework", null).Set("TargetFrameworks", frameworks);

    /// <summary>Adds items: XML that goes into an ItemGroup.</summary>
    public TestProject Items(string xml)
    {
        _items.Add(xml);
        return this;
    }

    /// <summary>Adds anything else: XML that goes into the Project element.</summary>
    public TestProject Xml(string xml)
    {
        _others.Add(xml);
        return this;
    }

    /// <summary>References a package.</summary>
    public TestProject Reference(string package, string version, string attributes = "") =>
        Items($"<PackageReference Include=\"{package}\" Version=\"{version}\" {attributes} />");

    /// <summary>References CodeSign.Build as its README says.</summary>
    public TestProject ReferenceCodeSign() => Reference("CodeSign.Build", TestRun.Version, "PrivateAssets=\"all\"");

    /// <summary>References a project.</summary>
    public TestProject Reference(TestProject project, string attributes = "") =>
        Items($"<ProjectReference Include=\"../{project.Name}/{project.Name}.csproj\" {attributes} />");

    /// <summary>Packs what it references, projects and packages alike, beside its own assembly.</summary>
    public TestProject PackReferences() => Xml(
        """
        <PropertyGroup>
            <CopyLocalLockFileAssemblies>true</CopyLocalLockFileAssemblies>
            <TargetsForTfmSpecificBuildOutput>$(TargetsForTfmSpecificBuildOutput);PackReferences</TargetsForTfmSpecificBuildOutput>
            <BuildProjectReferences Condition="'$(NoBuild)' == 'true'">false</BuildProjectReferences>
          </PropertyGroup>
          <Target Name="PackReferences" DependsOnTargets="ResolveReferences">
            <ItemGroup>
              <BuildOutputInPackage Include="@(ReferenceCopyLocalPaths)" Condition="'%(Extension)' == '.dll'" TargetPath="%(ReferenceCopyLocalPaths.DestinationSubDirectory)%(ReferenceCopyLocalPaths.Filename)%(ReferenceCopyLocalPaths.Extension)" />
            </ItemGroup>
          </Target>
        """);

    /// <summary>Writes a file in its folder.</summary>
    public TestProject Write(string name, string content)
    {
        _solution.Write(Path.Combine(Name, name), content);
        return this;
    }

    /// <summary>Adds a resource in a language: the build makes a satellite assembly of it.</summary>
    public TestProject Translate(string language) => Write(
        $"Texts.{language}.resx",
        $"""
        <root>
          <resheader name="resmimetype"><value>text/microsoft-resx</value></resheader>
          <resheader name="version"><value>2.0</value></resheader>
          <resheader name="reader"><value>System.Resources.ResXResourceReader, System.Windows.Forms</value></resheader>
          <resheader name="writer"><value>System.Resources.ResXResourceWriter, System.Windows.Forms</value></resheader>
          <data name="Language" xml:space="preserve"><value>{language}</value></data>
        </root>

        """);

    /// <summary>Packs with <c>dotnet pack -o packages</c>.</summary>
    public Task<BuildResult> PackAsync(params IEnumerable<string> arguments) => _solution.PackAsync(ProjectFile, arguments);

    /// <summary>Packs, where that must succeed without a warning, and nothing but the output folder may hold a package afterwards.</summary>
    public async Task<BuildResult> PackSignedAsync(params IEnumerable<string> arguments)
    {
        var result = (await PackAsync(arguments)).EnsureSuccess();
        EnsureNoPackageLeft();
        return result;
    }

    /// <summary>Fails where one of our files under obj is called a package: whoever pushes all packages in all folders would push it.</summary>
    public void EnsureNoPackageLeft() => Assert.AreEqual("", string.Join('\n', PackagesOfOurs()), "Packages are left under obj.");

    private IEnumerable<string> PackagesOfOurs() => Directory.EnumerateDirectories(Path.Combine(Folder, "obj"), "codesign", SearchOption.AllDirectories)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.*nupkg", SearchOption.AllDirectories));

    /// <summary>Publishes with <c>dotnet publish -o published</c>.</summary>
    public Task<BuildResult> PublishAsync(params IEnumerable<string> arguments) =>
        _solution.DotnetAsync(["publish", ProjectFile, "-o", _solution.Published.Path, "-clp:NoSummary", .. arguments]);

    /// <summary>Publishes, where that must succeed without a warning, and opens the folder.</summary>
    public async Task<PublishedFolder> PublishSignedAsync(params IEnumerable<string> arguments)
    {
        (await PublishAsync(arguments)).EnsureSuccess();
        return _solution.Published;
    }

    /// <summary>Builds in the configuration Release, as a pack does.</summary>
    public Task<BuildResult> BuildAsync(params IEnumerable<string> arguments) =>
        _solution.DotnetAsync(["build", ProjectFile, "-c", "Release", "-clp:NoSummary", .. arguments]);

    internal void Save()
    {
        var text = ToString();
        if (text == _written)
            return;
        Write($"{Name}.csproj", text);
        _written = text;
    }

    /// <summary>The project file's text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"<Project Sdk=\"{Sdk}\">\n  <PropertyGroup>\n");
        foreach (var (name, value) in _properties)
            text.Append($"    <{name}>{SecurityElement.Escape(value)}</{name}>\n");
        text.Append("  </PropertyGroup>\n  <ItemGroup>\n");
        _items.ForEach(xml => text.Append($"    {xml}\n"));
        text.Append("  </ItemGroup>\n");
        _others.ForEach(xml => text.Append($"  {xml}\n"));
        return text.Append("</Project>\n").ToString();
    }
}
