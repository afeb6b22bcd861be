using System.Security.Cryptography;

namespace CodeSign.Build.Tests;

/// <summary>The contents and last-write times of files at a moment.</summary>
internal sealed class FileSnapshot
{
    private readonly SortedDictionary<string, (string Digest, DateTime Time)> _files = new(StringComparer.Ordinal);

    /// <summary>Takes files, and all files in folders.</summary>
    public static FileSnapshot Take(params string[] paths)
    {
        var snapshot = new FileSnapshot();
        foreach (var path in paths)
        {
            foreach (var file in Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories) : [path])
                snapshot._files[file] = (Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))), File.GetLastWriteTimeUtc(file));
        }

        return snapshot;
    }

    /// <summary>Fails unless the same files are there now, with the same contents and times.</summary>
    public void EnsureUnchanged(string because)
    {
        var changes = _files.Where(f => !File.Exists(f.Key)).Select(f => $"{f.Key} is gone")
            .Concat(_files.Where(f => File.Exists(f.Key)).Select(f => Difference(f.Key, f.Value)).OfType<string>());
        Assert.AreEqual("", string.Join('\n', changes), because);
    }

    private static string? Difference(string file, (string Digest, DateTime Time) before)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))) != before.Digest)
            return $"{file} has other content";
        return File.GetLastWriteTimeUtc(file) == before.Time ? null : $"{file} has another time";
    }
}
