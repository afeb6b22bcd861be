using System.IO.Compression;
using CodeSign.Testing;

namespace CodeSign.Benchmarks;

/// <summary>A small library, to be packed again and again.</summary>
/// <param name="folder">Its folder.</param>
/// <param name="isSigned">Whether its package comes out signed.</param>
/// <param name="options">How it is packed.</param>
internal sealed class SampleLibrary(string folder, bool isSigned, ProcessOptions options)
{
    private string Packages => Path.Combine(folder, "packed");

    /// <summary>The project that tests it, in the folder beside it.</summary>
    private string TestFolder => $"{folder}.Tests";

    /// <summary>Packs it.</summary>
    /// <param name="name">What that is called in the tables.</param>
    /// <param name="arguments">Further arguments.</param>
    public Contender Pack(string name, params IReadOnlyList<string> arguments) =>
        new(name, "dotnet", ["pack", "-c", "Release", "-o", Packages, .. arguments]) { Options = options };

    /// <summary>Builds it with its tests, and runs them.</summary>
    public Contender Test(string name) => new(name, "dotnet", ["build", TestFolder, "-c", "Release", "-t:Test"]) { Options = options };

    /// <summary>Writes a project with one test of it, a program on Microsoft.Testing.Platform.</summary>
    public SampleLibrary WithTests()
    {
        Directory.CreateDirectory(TestFolder);
        File.WriteAllText(
            Path.Combine(TestFolder, "Tests.cs"),
            """
            using Microsoft.VisualStudio.TestTools.UnitTesting;

            [TestClass]
            public class GreeterTests
            {
                [TestMethod]
                public void Greets() => Assert.AreEqual("Hello", Sample.Greeter.Text);
            }
            """);
        File.WriteAllText(
            Path.Combine(TestFolder, "Tests.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <EnableMSTestRunner>true</EnableMSTestRunner>
                <IsPackable>false</IsPackable>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MSTest" Version="4.5.2" />
                <ProjectReference Include="{Path.Combine(folder, "Sample.csproj")}" />
              </ItemGroup>
            </Project>
            """);
        return this;
    }

    /// <summary>Removes what earlier packs and tests have made, the restored packages excepted.</summary>
    public void Clean()
    {
        string[] outputs = [.. Outputs(folder), .. Outputs(TestFolder), Packages];
        foreach (var made in outputs)
        {
            if (Directory.Exists(made))
                Directory.Delete(made, recursive: true);
        }
    }

    /// <summary>Makes sure that the package is there, and signed if that was asked for.</summary>
    public async Task CheckAsync()
    {
        await using var package = await ZipFile.OpenReadAsync(Path.Combine(Packages, "Sample.1.0.0.nupkg"));
        var found = package.GetEntry(".signature.p7s") is not null;
        if (found != isSigned)
            throw new InvalidOperationException($"The package in {Packages} is {(found ? "" : "not ")}signed.");
    }

    private static IEnumerable<string> Outputs(string project) => [Path.Combine(project, "bin"), Path.Combine(project, "obj", "Release")];
}
