namespace CodeSign.TestGate;

/// <summary>Paths of test assemblies, as runners and the evidence of one machine write them.</summary>
internal static class TestPath
{
    /// <summary>With <c>/</c> between folders, and as a path where it is the address of a file.</summary>
    public static string Normalise(string path)
    {
        if (path.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            && Uri.TryCreate(path, UriKind.Absolute, out var uri) && uri.IsFile)
            path = uri.LocalPath;
        return path.Replace('\\', '/');
    }

    /// <summary>Whether two paths name the same file. VSTest writes one of a test's two paths in lower case, on every system.</summary>
    public static bool Same(string one, string other) =>
        string.Equals(Normalise(one), Normalise(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>The file's name, whichever system wrote the path.</summary>
    public static string NameOf(string path) => Normalise(path) is var normalised ? normalised[(normalised.LastIndexOf('/') + 1)..] : path;
}
