using System.Runtime.CompilerServices;
using Spectre.Console;

namespace CodeSign.Tool.Output;

/// <summary>Chooses how text looks. Spectre.Console is only loaded where there is a person to see it.</summary>
internal static class Terminal
{
    /// <summary>The output for results.</summary>
    public static ITextOutput ForResults(ToolHost host) =>
        host.OutputIsTerminal && host.HasColours ? Styled(host.Output) : new PlainOutput(host.Output);

    /// <summary>The output for errors and warnings.</summary>
    public static ITextOutput ForErrors(ToolHost host) =>
        host.ErrorIsTerminal && host.HasColours ? Styled(host.Error) : new PlainOutput(host.Error);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TerminalOutput Styled(TextWriter writer) => new(Console(writer));

    private static IAnsiConsole Console(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        // Lines are the terminal's to wrap: what is copied from it must be what was written.
        console.Profile.Width = int.MaxValue / 4;
        return console;
    }
}
