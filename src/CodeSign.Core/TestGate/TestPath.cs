namespace CodeSign.TestGate;

/// <summary>
/// Paths of test assemblies, as runners and the evidence of one machine write them. Letter case does not count: VSTest writes one of a
/// test's two paths in lower case, on every system.
/// </summary>
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

    /// <summary>The file's name in one line, for people, whichever system wrote the path.</summary>
    public static string NameOf(string path)
    {
        var normalised = Normalise(path);
        return ForeignText.InOneLine(normalised[(normalised.LastIndexOf('/') + 1)..]);
    }
}
