using System.CommandLine;
using CodeSign.Keys;
using CodeSign.Tool.Trust;

namespace CodeSign.Tool.Signing;

/// <summary>The options that name a key. None of them is a secret.</summary>
internal sealed class KeyArguments
{
    private readonly Option<string> _key = new("--key", "-k")
    {
        Description = "The key: the path of a .pfx, .p12 or .pem file, or dev: for the development identity.",
        HelpName = "REFERENCE",
        Required = true,
    };

    private readonly Option<string> _certificate = new("--certificate")
    {
        Description = "A file with certificate and chain (PEM, .p7b, .cer), where the key's own has not all of it.",
        HelpName = "FILE",
    };

    private readonly Option<string> _passwordVariable = new("--password-variable")
    {
        Description = "The name of the environment variable that holds the key's password; "
            + $"{KeyOptions.DefaultPasswordVariable} unless given.",
        HelpName = "NAME",
    };

    private readonly Option<string> _passwordFile = new("--password-file")
    {
        Description = "A file that holds the key's password, instead of a variable.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _allowDevelopmentKey = new("--allow-development-key")
    {
        Description = "Let dev: be used in continuous integration, too.",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_key);
        command.Add(_certificate);
        command.Add(_passwordVariable);
        command.Add(_passwordFile);
        command.Add(_allowDevelopmentKey);
    }

    /// <summary>The key that the user names.</summary>
    /// <exception cref="Diagnostics.CodeSignException">It is no key reference, or carries a secret.</exception>
    public KeyReference Reference(ParseResult parsed) => KeyReference.Parse(parsed.GetRequiredValue(_key));

    /// <summary>How the key is opened.</summary>
    public KeyOptions Read(ParseResult parsed, ToolHost host, TrustChoice trust)
    {
        var options = new KeyOptions
        {
            BaseDirectory = host.WorkingDirectory,
            PasswordVariable = parsed.GetValue(_passwordVariable) ?? KeyOptions.DefaultPasswordVariable,
            PasswordFile = parsed.GetValue(_passwordFile) is { } file ? host.FullPath(file) : null,
            CertificateFile = parsed.GetValue(_certificate) is { } certificate ? host.FullPath(certificate) : null,
            TrustedRootFiles = trust.Sources.RootFiles,
            Roots = trust.Trust.Signers.FindBySubject,
            AllowDevelopmentKey = parsed.GetValue(_allowDevelopmentKey),
            Environment = host.Environment,
            TimeProvider = host.Clock,
        };
        return host.LocalApplicationData is { } folder ? options with { LocalApplicationData = folder } : options;
    }
}
