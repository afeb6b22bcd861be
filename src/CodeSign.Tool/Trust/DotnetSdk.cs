namespace CodeSign.Tool.Trust;

/// <summary>Finds the .NET SDK whose NuGet says which roots are trusted.</summary>
internal static class DotnetSdk
{
    /// <summary>The folder of the newest SDK that has NuGet's lists of roots (<c>.../sdk/10.0.100</c>).</summary>
    /// <exception cref="Diagnostics.CodeSignException">There is none (CSB7004).</exception>
    public static string Find(Func<string, string?> environment)
    {
        foreach (var root in Roots(environment))
            if (Newest(Path.Combine(root, "sdk")) is { } sdk)
                return sdk;
        throw ToolDiagnostics.NoTrustedRoots.Exception(
            "There is no .NET SDK with NuGet's lists of trusted roots (sdk/VERSION/trustedroots) beside this runtime or in DOTNET_ROOT.",
            "Install a .NET SDK, or say whom to trust with --trusted-root and --only-given-roots.");
    }

    private static IEnumerable<string> Roots(Func<string, string?> environment)
    {
        // shared/Microsoft.NETCore.App/10.0.0 of the runtime that this runs on.
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location);
        if (!string.IsNullOrEmpty(runtime))
            yield return Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        if (environment("DOTNET_ROOT") is { Length: > 0 } root)
            yield return root;
        if (environment("DOTNET_HOST_PATH") is { Length: > 0 } host && Path.GetDirectoryName(host) is { } folder)
            yield return folder;
    }

    private static string? Newest(string sdks) => Directory.Exists(sdks)
        ? Directory.EnumerateDirectories(sdks)
            .Where(folder => File.Exists(Path.Combine(folder, "trustedroots", "codesignctl.pem")))
            .OrderByDescending(VersionOf).ThenByDescending(folder => folder, StringComparer.Ordinal)
            .FirstOrDefault()
        : null;

    private static Version VersionOf(string folder) =>
        Version.TryParse(Path.GetFileName(folder).Split('-')[0], out var version) ? version : new Version();
}
