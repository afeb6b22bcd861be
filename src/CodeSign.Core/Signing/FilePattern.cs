using Microsoft.Extensions.FileSystemGlobbing;

namespace CodeSign.Signing;

/// <summary>
/// A pattern as rules about files have it: <c>*</c> within a name, <c>**</c> across folders. Letter case never matters, and <c>\</c> counts as
/// <c>/</c>.
/// </summary>
internal sealed class FilePattern
{
    private readonly Matcher _matcher = new(StringComparison.OrdinalIgnoreCase);

    private FilePattern(string glob) => _matcher.AddInclude(glob);

    /// <summary>A pattern for paths in a package or folder: one without a folder matches file names.</summary>
    public static FilePattern Within(string pattern)
    {
        var glob = Slashed(pattern).TrimStart('/');
        return new FilePattern(glob.Contains('/', StringComparison.Ordinal) ? glob : $"**/{glob}");
    }

    /// <summary>A pattern for whole paths on the disk, without their root.</summary>
    public static FilePattern OnDisk(string pattern) => new(Slashed(pattern));

    /// <summary>Whether it matches a path, without a root.</summary>
    public bool Matches(string path) =>
        _matcher.Match(Path.DirectorySeparatorChar.ToString(), [Slashed(path).TrimStart('/')]).HasMatches;

    private static string Slashed(string path) => path.Replace('\\', '/');
}
