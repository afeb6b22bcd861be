using Spectre.Console;

namespace CodeSign.Tool.Output;

/// <summary>Text for a person at a terminal.</summary>
internal sealed class TerminalOutput(IAnsiConsole console) : ITextOutput
{
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Caution = new(Color.Yellow);
    private static readonly Style Bad = new(Color.Red);
    private static readonly Style Faint = new(Color.Grey);
    private static readonly Style Strong = new(decoration: Decoration.Bold);

    public void Write(string text, TextStyle style = TextStyle.Normal) =>
        console.Write(new Text(SafeText.Of(text, keepLines: false), StyleOf(style)));

    public void WriteLine() => console.WriteLine();

    private static Style StyleOf(TextStyle style) => style switch
    {
        TextStyle.Good => Good,
        TextStyle.Caution => Caution,
        TextStyle.Bad => Bad,
        TextStyle.Faint => Faint,
        TextStyle.Strong => Strong,
        _ => Style.Plain,
    };
}
