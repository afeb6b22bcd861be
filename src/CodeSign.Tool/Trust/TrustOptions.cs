using System.CommandLine;
using CodeSign.Verification;

namespace CodeSign.Tool.Trust;

/// <summary>The options that say whom to trust.</summary>
internal sealed class TrustOptions
{
    private readonly Option<string[]> _roots = new("--trusted-root")
    {
        Description = "A file with further roots to trust, for signers and timestamp authorities alike (PEM).",
        HelpName = "PEM",
    };

    private readonly Option<bool> _only = new("--only-given-roots")
    {
        Description = "Trust the roots of --trusted-root alone, and not those that NuGet trusts.",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_roots);
        command.Add(_only);
    }

    /// <summary>What the user has said.</summary>
    /// <exception cref="UsageException">Nobody would be trusted.</exception>
    /// <exception cref="Diagnostics.CodeSignException">A file of roots does not exist, or there is no SDK.</exception>
    public TrustChoice Read(ParseResult parsed, ToolHost host)
    {
        var files = (parsed.GetValue(_roots) ?? []).Select(host.FullPath).ToList();
        var only = parsed.GetValue(_only);
        if (only && files.Count == 0)
            throw new UsageException("--only-given-roots trusts nobody without --trusted-root.");
        var given = files.Aggregate(TrustStore.Empty, (store, file) => store.With(TrustStore.FromPemFile(file)));
        if (only)
            return new TrustChoice(given, given, files, IsPublic: false);
        var sdk = DotnetSdk.Find(host.Environment);
        return new TrustChoice(
            TrustStore.ForNuGetCodeSigning(sdk).With(given), TrustStore.ForNuGetTimestamping(sdk).With(given), files, IsPublic: true) { Sdk = sdk };
    }
}
