using System.CommandLine;

namespace CodeSign.Tool.Commands;

/// <summary><c>certificate</c>: what can be said of keys and certificates.</summary>
internal sealed class CertificateCommand(ToolHost host)
{
    /// <summary>Makes the command.</summary>
    public Command Create() => new("certificate", "Looks at certificates.") { new CertificateCheckCommand(host).Create() };
}
