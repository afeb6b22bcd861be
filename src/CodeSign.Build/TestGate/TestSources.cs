using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CodeSign.FileSystem;

namespace CodeSign.Build.TestGate;

/// <summary>What a verdict comes from besides the shipped assemblies: the files that tests are made of, and results of earlier jobs.</summary>
internal static class TestSources
{
    /// <summary>Folders that builds, tests and tools fill.</summary>
    private static readonly HashSet<string> Made = new(["bin", "obj", "artifacts", "TestResults", "node_modules"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Stands for all of them, hexadecimal, by their names, lengths and times.</summary>
    /// <param name="projects">Full paths of the test projects: the files in their folders count, but for those that builds leave there.</param>
    /// <param name="results">Full paths of the results of earlier jobs.</param>
    public static string Stamp(IEnumerable<string> projects, IEnumerable<string> results)
    {
        var folders = projects.Select(project => Path.GetDirectoryName(project)!).Distinct(PathNames.Comparer);
        var sources = folders.SelectMany(folder => FolderTree.Read(folder, IsSource).Files.Select(file => Path.Combine(folder, file)));
        var text = new StringBuilder();
        foreach (var file in sources.Concat(results).Select(path => new FileInfo(path)).Where(file => file.Exists))
            text.Append(CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static bool IsSource(string folder) => Path.GetFileName(folder) is var name && !name.StartsWith('.') && !Made.Contains(name);
}
