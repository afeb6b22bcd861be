using System.IO.Enumeration;
using Microsoft.Extensions.FileSystemGlobbing;

namespace CodeSign.Verification.Policies;

/// <summary>Finds the rule that is about an item: the first one of which a pattern matches.</summary>
internal static class RuleMatcher
{
    public static PolicyRule? Find(VerificationPolicy policy, PolicyItem item) =>
        policy.Rules.FirstOrDefault(rule => MatchesPackage(rule, item) || MatchesFile(rule, item));

    private static bool MatchesPackage(PolicyRule rule, PolicyItem item) =>
        item.PackageId is { } id && rule.Packages?.Any(pattern => FileSystemName.MatchesSimpleExpression(Escape(pattern), id)) == true;

    private static bool MatchesFile(PolicyRule rule, PolicyItem item)
    {
        if (rule.Files is null)
            return false;

        var matcher = new Matcher(StringComparison.OrdinalIgnoreCase);
        foreach (var pattern in rule.Files)
            matcher.AddInclude(Glob(pattern));
        var path = item.Path[(Path.GetPathRoot(item.Path)?.Length ?? 0)..].Replace('\\', '/').TrimStart('/');
        if (path.StartsWith("./", StringComparison.Ordinal))
            path = path[2..];
        return matcher.Match(Path.DirectorySeparatorChar.ToString(), [path]).HasMatches;
    }

    private static string Glob(string pattern)
    {
        var glob = pattern.Replace('\\', '/').TrimStart('/');
        return glob.Contains('/', StringComparison.Ordinal) || glob == "**" ? glob : $"**/{glob}";
    }

    /// <summary>In package ids only the star means something.</summary>
    private static string Escape(string pattern) =>
        pattern.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("?", @"\?", StringComparison.Ordinal);
}
