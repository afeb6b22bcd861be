using System.CommandLine;
using CodeSign.Tool.Development;
using CodeSign.Tool.Output;

namespace CodeSign.Tool.Commands;

/// <summary><c>dev show</c>: shows the development identity.</summary>
internal sealed class DevelopmentShowCommand(ToolHost host)
{
    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command("show", "Shows the identity, and where its root certificate is. Exit code 1 where there is none.");
        command.SetAction(_ => Run());
        return command;
    }

    private int Run()
    {
        using var identity = DevelopmentPlace.Require(host);
        new DevelopmentText(Terminal.ForResults(host)).Write(identity);
        return ExitCode.Success;
    }
}
