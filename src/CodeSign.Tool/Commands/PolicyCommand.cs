using System.CommandLine;

namespace CodeSign.Tool.Commands;

/// <summary><c>policy</c>: works with verification policies.</summary>
internal sealed class PolicyCommand(ToolHost host)
{
    /// <summary>Makes the command.</summary>
    public Command Create() =>
        new("policy", "Works with verification policies (docs/policy.md).") { new PolicyNuGetCommand(host).Create() };
}
