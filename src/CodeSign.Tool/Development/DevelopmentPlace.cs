using CodeSign.Keys;
using CodeSign.Keys.Development;

namespace CodeSign.Tool.Development;

/// <summary>Where this user's development identity is.</summary>
internal static class DevelopmentPlace
{
    /// <summary>How it is opened.</summary>
    public static KeyOptions Of(ToolHost host)
    {
        var options = new KeyOptions { BaseDirectory = host.WorkingDirectory, Environment = host.Environment, TimeProvider = host.Clock };
        return host.LocalApplicationData is { } folder ? options with { LocalApplicationData = folder } : options;
    }

    /// <summary>Opens it; the caller disposes it.</summary>
    /// <exception cref="Diagnostics.CodeSignException">There is none that is valid, or it can't be opened.</exception>
    public static DevelopmentIdentity Require(ToolHost host) => DevelopmentIdentity.Find(Of(host))
        ?? throw ToolDiagnostics.NoDevelopmentIdentity.Exception(
            "This user has no development identity that is valid now.", "Make one: dotnet codesign dev create.");
}
