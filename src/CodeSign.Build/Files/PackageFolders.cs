using CodeSign.FileSystem;
using CodeSign.Signing;

namespace CodeSign.Build.Files;

/// <summary>The folders that NuGet restores packages to. What lies there came with a package, by whatever route it is shipped.</summary>
internal sealed class PackageFolders
{
    // NuGet writes it last: the package is there whole.
    private const string Mark = ".nupkg.metadata";

    private readonly List<string> _folders = [];

    /// <summary>Adds a folder, in which each package has a folder <c>id/version/</c>.</summary>
    /// <param name="path">Its full path.</param>
    public void Add(string path) => _folders.Add(Path.TrimEndingDirectorySeparator(path) + Path.DirectorySeparatorChar);

    /// <summary>The package that a file belongs to, or <see langword="null"/> where it lies in none.</summary>
    /// <param name="path">Full path of the file.</param>
    public FileOrigin? Find(string path)
    {
        foreach (var folder in _folders.Where(folder => path.StartsWith(folder, PathNames.Comparison)))
            if (path[folder.Length..].Split(Path.DirectorySeparatorChar) is [var id, var version, _, ..]
                && File.Exists(Path.Combine(folder, id, version, Mark)))
                return FileOrigin.Package(id, version);
        return null;
    }
}
