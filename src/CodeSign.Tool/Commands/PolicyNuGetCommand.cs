using System.CommandLine;
using CodeSign.Tool.Output;
using CodeSign.Verification.Policies;

namespace CodeSign.Tool.Commands;

/// <summary><c>policy nuget</c>: the <c>nuget.config</c> that comes nearest to a policy.</summary>
internal sealed class PolicyNuGetCommand(ToolHost host)
{
    private readonly Option<string> _policy = new("--policy") { Description = "The policy.", HelpName = "FILE", Required = true };
    private readonly Option<string> _serviceIndex = new("--service-index")
    {
        Description = "The address of the repository's service index, for signers that are repositories: "
            + "https://api.nuget.org/v3/index.json.",
        HelpName = "ADDRESS",
    };

    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command("nuget", "Writes the nuget.config that comes nearest to a policy, and says what NuGet can't be told.");
        command.Add(_policy);
        command.Add(_serviceIndex);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var policy = await VerificationPolicyFile.ReadAsync(host.FullPath(parsed.GetRequiredValue(_policy)), cancellationToken);
        var configuration = NuGetTrustedSigners.Write(policy, parsed.GetValue(_serviceIndex));
        host.Output.Write(configuration.Xml);
        var errors = Terminal.ForErrors(host);
        foreach (var missing in configuration.NotExpressed)
            errors.WriteLine($"Not in it: {missing}", TextStyle.Caution);
        return ExitCode.Success;
    }
}
