using System.CommandLine;
using CodeSign.Keys.Development;

namespace CodeSign.Tool.Development;

/// <summary>The options that say where the development root is trusted.</summary>
internal sealed class DevelopmentTrustOptions
{
    private readonly Option<string[]> _bundles = new("--bundle")
    {
        Description = "A file of trusted roots in PEM, such as a copy of NuGet's codesignctl.pem. May be given several times.",
        HelpName = "PEM",
    };

    private readonly Option<bool> _currentUser = new("--current-user")
    {
        Description = "The current user's own store of trusted roots (Windows, macOS).",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_bundles);
        command.Add(_currentUser);
    }

    /// <summary>What the user has said.</summary>
    /// <exception cref="UsageException">This system has no such store.</exception>
    public DevelopmentTrustPlaces Read(ParseResult parsed, ToolHost host)
    {
        var currentUser = parsed.GetValue(_currentUser);
        if (currentUser && !UserTrustStore.Exists)
            throw new UsageException("This system has no store of roots for signed code: on Linux use --bundle.");
        return new DevelopmentTrustPlaces([.. (parsed.GetValue(_bundles) ?? []).Select(host.FullPath)], currentUser);
    }
}
