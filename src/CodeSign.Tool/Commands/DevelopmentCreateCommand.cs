using System.CommandLine;
using CodeSign.Keys.Development;
using CodeSign.Tool.Certificates;
using CodeSign.Tool.Development;
using CodeSign.Tool.Output;

namespace CodeSign.Tool.Commands;

/// <summary><c>dev create</c>: makes the development identity, if there is none.</summary>
internal sealed class DevelopmentCreateCommand(ToolHost host)
{
    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command("create", "Makes the identity, unless there is one that is valid. The first use of dev: does so, too.");
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // To make one is harmless anywhere; to sign with it in continuous integration is what is refused.
        var options = DevelopmentPlace.Of(host) with { AllowDevelopmentKey = true };
        using var identity = await DevelopmentIdentity.OpenAsync(options, new CollectedWarnings(), cancellationToken);
        new DevelopmentText(Terminal.ForResults(host)).Write(identity);
        return ExitCode.Success;
    }
}
