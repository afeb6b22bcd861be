using System.CommandLine;
using CodeSign.Keys.Development;
using CodeSign.Tool.Development;
using CodeSign.Tool.Output;

namespace CodeSign.Tool.Commands;

/// <summary><c>dev remove</c>: removes the development identity, and the trust in it.</summary>
internal sealed class DevelopmentRemoveCommand(ToolHost host)
{
    private readonly DevelopmentTrustOptions _places = new();
    private readonly Option<bool> _trustOnly = new("--trust-only") { Description = "Remove the trust alone, and keep the identity." };

    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command("remove", "Removes the identity, keys and all, after its root from the places named.");
        _places.AddTo(command);
        command.Add(_trustOnly);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var places = _places.Read(parsed, host);
        var output = Terminal.ForResults(host);
        if (!places.IsEmpty)
        {
            // Without the identity nobody knows its root any more: so trust goes first.
            using var identity = DevelopmentPlace.Require(host);
            foreach (var (place, wasThere) in await places.RemoveAsync(identity, cancellationToken))
                output.WriteLine(wasThere ? $"removed    from {place}" : $"unchanged  {place} does not trust it");
        }

        if (parsed.GetValue(_trustOnly))
            return ExitCode.Success;
        var removed = await DevelopmentIdentity.RemoveAsync(DevelopmentPlace.Of(host), cancellationToken);
        output.WriteLine(removed ? "removed    the development identity" : "unchanged  there is no development identity");
        return ExitCode.Success;
    }
}
