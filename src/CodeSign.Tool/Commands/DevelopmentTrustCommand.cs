using System.CommandLine;
using CodeSign.Tool.Development;
using CodeSign.Tool.Output;

namespace CodeSign.Tool.Commands;

/// <summary><c>dev trust</c>: lets this user's programs trust the development identity.</summary>
internal sealed class DevelopmentTrustCommand(ToolHost host)
{
    private readonly DevelopmentTrustOptions _places = new();

    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command(
            "trust",
            "Adds the identity's root to a file of trusted roots, or to the current user's own store. Never for all users, never for TLS.");
        _places.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var places = _places.Read(parsed, host);
        if (places.IsEmpty)
            throw new UsageException("Say where: --bundle FILE, or --current-user on Windows and macOS.");
        using var identity = DevelopmentPlace.Require(host);
        var output = Terminal.ForResults(host);
        foreach (var (place, isNew) in await places.AddAsync(identity, cancellationToken))
            output.WriteLine(isNew ? $"trusted    by {place}" : $"unchanged  {place} trusts it already", TextStyle.Good);
        return ExitCode.Success;
    }
}
