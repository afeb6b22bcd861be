namespace CodeSign.TestEvidence;

/// <summary>
/// The folder of .NET itself, with runtimes and SDKs: what lies there is nobody's product. A self-contained program has none.
/// </summary>
internal sealed class RuntimeFolder
{
    private static readonly StringComparison Comparison =
        Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly string? _path;

    private RuntimeFolder(string? path)
    {
        _path = path;
    }

    /// <summary>The folder of the runtime that runs this process: <c>ROOT/shared/Microsoft.NETCore.App/VERSION/System.Private.CoreLib.dll</c>.</summary>
    public static RuntimeFolder Current
    {
        get
        {
            var shared = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(typeof(object).Assembly.Location)));
            var isShared = shared is not null && Path.GetFileName(shared).Equals("shared", Comparison);
            return new RuntimeFolder(isShared ? Path.GetDirectoryName(shared) + Path.DirectorySeparatorChar : null);
        }
    }

    /// <summary>Whether a file lies in it.</summary>
    public bool Contains(string path) => _path is not null && path.StartsWith(_path, Comparison);
}
