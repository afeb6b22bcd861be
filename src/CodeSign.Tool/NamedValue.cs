using System.CommandLine.Parsing;

namespace CodeSign.Tool;

/// <summary>Reads the value of an option that takes one of several names, which its help lists with <c>|</c> between them.</summary>
internal static class NamedValue
{
    /// <summary>The value that has the name; an error that lists the names where there is none.</summary>
    public static T Parse<T>(ArgumentResult result)
        where T : struct, Enum => Enum.TryParse<T>(ParseName(result), ignoreCase: true, out var value) ? value : default;

    /// <summary>The name as the help writes it; an error that lists the names where it is none of them.</summary>
    public static string? ParseName(ArgumentResult result)
    {
        var option = ((OptionResult)result.Parent!).Option;
        var names = option.HelpName!.Split('|');
        var text = result.Tokens[0].Value;
        if (names.FirstOrDefault(name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase)) is { } known)
            return known;
        result.AddError($"{option.Name} takes {string.Join(", ", names[..^1])} or {names[^1]}, and not '{text}'.");
        return null;
    }
}
