using System.Text.RegularExpressions;

namespace CodeSign.Tool.Input;

/// <summary>Patterns of relative paths: <c>*</c> and <c>?</c> within a folder, <c>**</c> for any number of folders.</summary>
internal static class PathPattern
{
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(5);

    /// <summary>Whether a relative path with <c>/</c> between folders is as the pattern says.</summary>
    public static bool Matches(string pattern, string path)
    {
        var expression = Regex.Escape(pattern)
            .Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal)
            .Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal)
            .Replace(@"\?", "[^/]", StringComparison.Ordinal);
        var options = OperatingSystem.IsLinux() ? RegexOptions.None : RegexOptions.IgnoreCase;
        return Regex.IsMatch(path, $"^{expression}$", options | RegexOptions.CultureInvariant | RegexOptions.Singleline, MostTime);
    }

    /// <summary>Whether a folder may hold, at whatever depth, files that are as the pattern says.</summary>
    public static bool LeadsTo(string pattern, string folder)
    {
        var (parts, depth) = (pattern.Split('/'), folder.Count(character => character == '/') + 1);
        var anyDepth = Array.FindIndex(parts, part => part.Contains("**", StringComparison.Ordinal));
        return anyDepth >= 0 && anyDepth < depth
            || depth < parts.Length && Matches(string.Join('/', parts[..depth]), folder);
    }
}
