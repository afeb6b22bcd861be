using System.Globalization;
using System.Text;

namespace CodeSign.TestGate;

/// <summary>
/// Text from results and evidence, which whoever wrote a test chose: in a build log it stays part of one line, and can't pass for another
/// message or for a command of the CI system.
/// </summary>
internal static class ForeignText
{
    private const int MostCharacters = 200;

    /// <summary>The beginning of the text in one line, without characters that are not shown.</summary>
    public static string InOneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MostCharacters));
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, MostCharacters)).Trim())
            line.Append(IsShown(character) ? character : ' ');
        return text.Length > MostCharacters ? line.Append("...").ToString() : line.ToString();
    }

    private static bool IsShown(char character) => char.GetUnicodeCategory(character) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}
