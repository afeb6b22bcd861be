using System.CommandLine;
using CodeSign.Verification;

namespace CodeSign.Tool.Trust;

/// <summary>The options that say whom to trust.</summary>
internal sealed class TrustOptions
{
    private readonly Option<string[]> _roots = new("--trusted-root")
    {
        Description = "A file with further roots to trust, for signers and timestamp authorities alike (PEM). May be given several times.",
        HelpName = "PEM",
    };

    private readonly Option<bool> _only = new("--only-given-roots")
    {
        Description = "Trust the roots of --trusted-root alone, and not those that NuGet trusts.",
    };

    private readonly Option<bool> _system = new("--system-trust")
    {
        Description = "Trust the roots that the operating system trusts (Windows, macOS), and not those that NuGet trusts.",
    };

    private readonly Option<RevocationMode> _revocation = new("--revocation")
    {
        Description = "off; offline: from the cache alone; online: from the addresses in the certificates too; "
            + "require: and what can't be found out is not trusted.",
        HelpName = "off|offline|online|require",
        CustomParser = NamedValue.Parse<RevocationMode>,
        DefaultValueFactory = _ => RevocationMode.Offline,
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        AddRootsTo(command);
        command.Add(_revocation);
    }

    /// <summary>Adds those about roots to a command that looks at no revocation.</summary>
    public void AddRootsTo(Command command)
    {
        command.Add(_roots);
        command.Add(_only);
        command.Add(_system);
    }

    /// <summary>What the user has said.</summary>
    /// <exception cref="UsageException">It contradicts itself, or nobody would be trusted.</exception>
    /// <exception cref="Diagnostics.CodeSignException">
    /// A file of roots does not exist, or there is nobody to trust on this system.
    /// </exception>
    public TrustChoice Read(ParseResult parsed, ToolHost host)
    {
        var files = (parsed.GetValue(_roots) ?? []).Select(host.FullPath).ToList();
        var (only, system) = (parsed.GetValue(_only), parsed.GetValue(_system));
        if (only && system)
            throw new UsageException("--only-given-roots and --system-trust exclude each other.");
        if (only && files.Count == 0)
            throw new UsageException("--only-given-roots trusts nobody without --trusted-root.");
        var sources = new TrustSources { Base = only ? TrustBase.None : system ? TrustBase.System : TrustBase.NuGet, RootFiles = files };
        return new TrustChoice(sources, sources.Open(), new RevocationOptions { Mode = parsed.GetValue(_revocation) });
    }
}
