using System.CommandLine;

namespace CodeSign.Tool.Commands;

/// <summary><c>dev</c>: the development identity of this user.</summary>
internal sealed class DevelopmentCommand(ToolHost host)
{
    /// <summary>Makes the command.</summary>
    public Command Create() => new("dev", "The development identity that the key dev: signs with. Nobody else trusts it.")
    {
        new DevelopmentCreateCommand(host).Create(),
        new DevelopmentShowCommand(host).Create(),
        new DevelopmentTrustCommand(host).Create(),
        new DevelopmentRemoveCommand(host).Create(),
    };
}
