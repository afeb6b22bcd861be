namespace CodeSign.Build.Tests.Documentation;

/// <summary>The repository that these tests were built from.</summary>
internal static class Repository
{
    private static readonly Lazy<string> LazyRoot = new(Find);

    /// <summary>Full path of its root folder.</summary>
    public static string Root => LazyRoot.Value;

    /// <summary>Full path of something in it.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Copies what a clean clone would hold of some folders and files: no outputs.</summary>
    public static void CopyTo(string destination, params string[] names)
    {
        foreach (var name in names)
        {
            var source = PathOf(name);
            if (File.Exists(source))
                CopyFile(source, Path.Combine(destination, name));
            else
                CopyFolder(source, Path.Combine(destination, name));
        }
    }

    private static void CopyFolder(string source, string destination)
    {
        foreach (var file in Directory.EnumerateFiles(source))
            CopyFile(file, Path.Combine(destination, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(source))
        {
            if (Path.GetFileName(folder) is not ("bin" or "obj" or "artifacts"))
                CopyFolder(folder, Path.Combine(destination, Path.GetFileName(folder)));
        }
    }

    private static void CopyFile(string source, string destination)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
        File.Copy(source, destination);
    }

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "CodeSign.Build.sln")))
                return folder;
        }

        throw new DirectoryNotFoundException($"There is no CodeSign.Build.sln above {AppContext.BaseDirectory}.");
    }
}
