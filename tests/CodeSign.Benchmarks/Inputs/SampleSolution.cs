using System.IO.Compression;
using CodeSign.Testing;

namespace CodeSign.Benchmarks;

/// <summary>A solution of small libraries that reference one another, to be packed again and again.</summary>
/// <param name="folder">Its folder.</param>
/// <param name="projects">How many projects there are.</param>
/// <param name="isSigned">Whether its packages come out signed.</param>
/// <param name="options">How it is packed.</param>
internal sealed class SampleSolution(string folder, int projects, bool isSigned, ProcessOptions options)
{
    private const string SolutionFile = "Sample.slnx";

    private string Packages => Path.Combine(folder, "packed");

    /// <summary>Packs it. No process outlives the pack, as on a build server.</summary>
    public Contender Pack(string name) =>
        new(name, "dotnet", ["pack", SolutionFile, "-c", "Release", "-o", Packages, "-nodeReuse:false"]) { Options = options };

    /// <summary>Writes the projects, each of which references the two before it.</summary>
    /// <param name="content">XML for each project: properties and references.</param>
    public void Write(string content)
    {
        for (var number = 0; number < projects; number++)
            WriteProject(number, content);
        File.WriteAllText(
            Path.Combine(folder, SolutionFile),
            $"<Solution>{string.Concat(Enumerable.Range(0, projects).Select(number => $"<Project Path=\"{Name(number)}/{Name(number)}.csproj\" />"))}</Solution>\n");
    }

    /// <summary>Makes sure that all packages are there, and signed if that was asked for.</summary>
    public async Task CheckAsync()
    {
        for (var number = 0; number < projects; number++)
        {
            await using var package = await ZipFile.OpenReadAsync(Path.Combine(Packages, $"{Name(number)}.1.0.0.nupkg"));
            var found = package.GetEntry(".signature.p7s") is not null;
            if (found != isSigned)
                throw new InvalidOperationException($"{Name(number)} in {Packages} is {(found ? "" : "not ")}signed.");
        }
    }

    private void WriteProject(int number, string content)
    {
        var project = Directory.CreateDirectory(Path.Combine(folder, Name(number))).FullName;
        var references = Enumerable.Range(number - 2, 2).Where(other => other >= 0)
            .Select(other => $"<ProjectReference Include=\"../{Name(other)}/{Name(other)}.csproj\" />");
        File.WriteAllText(Path.Combine(project, "Greeter.cs"), $"namespace {Name(number)};\n\npublic static class Greeter {{ public static string Text => \"Hello\"; }}\n");
        File.WriteAllText(
            Path.Combine(project, $"{Name(number)}.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Version>1.0.0</Version>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(references)}
              </ItemGroup>
              {content}
            </Project>
            """);
    }

    private static string Name(int number) => $"Sample{number:00}";
}
