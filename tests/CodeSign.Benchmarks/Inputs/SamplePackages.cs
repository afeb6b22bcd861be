using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace CodeSign.Benchmarks;

/// <summary>NuGet packages of any size.</summary>
internal static class SamplePackages
{
    /// <summary>Writes a package with one file of noise.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="id">Its id.</param>
    /// <param name="size">The size of the file in it, bytes.</param>
    /// <returns>The package's path.</returns>
    public static string Write(string folder, string id, long size)
    {
        var path = Path.Combine(folder, $"{id}.1.0.0.nupkg");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        var nuspec = $"""
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata><id>{id}</id><version>1.0.0</version><authors>Benchmarks</authors><description>A sample.</description></metadata>
            </package>
            """;
        using (var entry = archive.CreateEntry($"{id}.nuspec").Open())
            entry.Write(Encoding.UTF8.GetBytes(nuspec));
        using (var entry = archive.CreateEntry("content/noise.bin", CompressionLevel.NoCompression).Open())
            SampleNoise.Write(entry, size, seed: id.Length + int.Parse($"0{id[^1..]}", NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return path;
    }
}
