using System.Globalization;
using System.Text;

namespace CodeSign.Tool.Output;

/// <summary>
/// Text for a terminal. Names of files, entries and certificates come from whoever made the file: a control character in one could
/// hide a line, or pass for another one.
/// </summary>
internal static class SafeText
{
    /// <summary>The text with everything that is not shown, or that changes how the rest is shown, as <c>\u001b</c>.</summary>
    public static string Of(string text, bool keepLines = true)
    {
        if (!text.Any(c => IsUnsafe(c, keepLines)))
            return text;
        var safe = new StringBuilder(text.Length + 16);
        foreach (var c in text)
            _ = IsUnsafe(c, keepLines) ? safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : safe.Append(c);
        return safe.ToString();
    }

    private static bool IsUnsafe(char c, bool keepLines) => c is '\n' or '\r'
        ? !keepLines
        : char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;
}
