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

    /// <summary>Packs it.</summary>
    public Contender Pack(string name) => new(name, "dotnet", ["pack", "-c", "Release", "-o", Packages]) { Options = options };

    /// <summary>Removes what earlier packs have made, the restored packages excepted.</summary>
    public void Clean()
    {
        foreach (var made in (string[])[Path.Combine(folder, "bin"), Path.Combine(folder, "obj", "Release"), Packages])
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
}
