using System.CommandLine;
using CodeSign.Cms;
using CodeSign.Formats;

namespace CodeSign.Tool.Signing;

/// <summary>The options that say what a signature is like.</summary>
internal sealed class SignatureArguments
{
    private readonly Option<string> _digest = new("--hash-algorithm")
    {
        Description = "The digest of file, signature and timestamp.",
        HelpName = "SHA256|SHA384|SHA512",
        CustomParser = NamedValue.ParseName,
        DefaultValueFactory = _ => DigestAlgorithm.Sha256.ToString(),
    };

    private readonly Option<string> _description = new("--description")
    {
        Description = "What Windows shows as the program's name.",
        HelpName = "TEXT",
    };

    private readonly Option<string> _url = new("--url")
    {
        Description = "Where a person can read about the program.",
        HelpName = "ADDRESS",
    };

    private readonly Option<ExistingSignature> _existing = new("--existing")
    {
        Description = "What to do with files that somebody else has signed: append keeps that signature beside yours. "
            + "An error unless given.",
        HelpName = "append|replace",
        CustomParser = NamedValue.Parse<ExistingSignature>,
    };

    private readonly Option<string[]> _servers = new("--timestamp-server", "-t")
    {
        Description = "The address of an RFC 3161 server. Given several times: in order of preference.",
        HelpName = "ADDRESS",
    };

    private readonly Option<bool> _noTimestamp = new("--no-timestamp")
    {
        Description = "Sign without a timestamp: the signatures end with the certificate.",
    };

    /// <summary>Makes the options.</summary>
    public SignatureArguments() => _digest.CompletionSources.Add("SHA256", "SHA384", "SHA512");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_servers);
        command.Add(_noTimestamp);
        command.Add(_digest);
        command.Add(_description);
        command.Add(_url);
        command.Add(_existing);
    }

    /// <summary>What the user has said.</summary>
    /// <exception cref="UsageException">It contradicts itself.</exception>
    public SignatureSettings Read(ParseResult parsed)
    {
        var servers = parsed.GetValue(_servers) ?? [];
        var withoutTimestamp = parsed.GetValue(_noTimestamp);
        if (withoutTimestamp && servers.Length > 0)
            throw new UsageException("--no-timestamp and --timestamp-server exclude each other.");
        return new SignatureSettings
        {
            Digest = DigestAlgorithm.FromName(parsed.GetValue(_digest)) ?? DigestAlgorithm.Sha256,
            Description = parsed.GetValue(_description),
            DescriptionUrl = WebAddress(parsed.GetValue(_url)),
            Existing = parsed.GetValue(_existing),
            TimestampServers = servers,
            HasTimestamp = !withoutTimestamp,
        };
    }

    private static Uri? WebAddress(string? text)
    {
        if (text is null)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0
            ? address
            : throw new UsageException("--url takes a whole address, with http:// or https:// and without user name.");
    }
}
