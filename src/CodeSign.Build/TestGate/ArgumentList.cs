using System.Text;

namespace CodeSign.Build.TestGate;

/// <summary>Reads arguments that stand in one property, as on a command line.</summary>
internal static class ArgumentList
{
    /// <summary>Splits at spaces that are not between double quotes; <c>\"</c> is a quote itself.</summary>
    public static IReadOnlyList<string> Split(string? text)
    {
        var arguments = new List<string>();
        var current = new StringBuilder();
        var (isQuoted, isAny) = (false, false);
        for (var i = 0; i < (text?.Length ?? 0); i++)
        {
            var c = text![i];
            if (c == '\\' && i + 1 < text.Length && text[i + 1] == '"')
                current.Append(text[++i]);
            else if (c == '"')
                (isQuoted, isAny) = (!isQuoted, true);
            else if (char.IsWhiteSpace(c) && !isQuoted)
                End();
            else
                current.Append(c);
        }

        End();
        return arguments;

        void End()
        {
            if (isAny || current.Length > 0)
                arguments.Add(current.ToString());
            current.Clear();
            isAny = false;
        }
    }
}
