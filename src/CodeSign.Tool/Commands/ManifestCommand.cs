using System.CommandLine;

namespace CodeSign.Tool.Commands;

/// <summary><c>manifest</c>: what signature manifests say.</summary>
internal sealed class ManifestCommand(ToolHost host)
{
    /// <summary>Makes the command.</summary>
    public Command Create() =>
        new("manifest", "Works with signature manifests (*.codesign.json).") { new ManifestVerifyCommand(host).Create() };
}
