using System.Runtime.InteropServices;

namespace CodeSign.Verification.Trust;

/// <summary>Finds .NET SDKs on this machine.</summary>
internal static class InstalledSdks
{
    private const string SignerRoots = "codesignctl.pem";

    /// <summary>The newest SDK that has lists of trusted roots, or <see langword="null"/>.</summary>
    public static string? FindNewest() => Roots().Select(NewestBelow).FirstOrDefault(sdk => sdk is not null);

    /// <summary>Where .NET may be, the likeliest first.</summary>
    private static IEnumerable<string> Roots()
    {
        // The running framework is in shared/Microsoft.NETCore.App/VERSION, unless the program brings its own.
        yield return Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
            yield return root;

        var dotnet = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            var program = Path.Combine(folder, dotnet);
            if (folder.Length > 0 && File.Exists(program))
                yield return Path.GetDirectoryName(File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program)!;
        }
    }

    private static string? NewestBelow(string root)
    {
        var folder = Path.Combine(root, "sdk");
        if (!Directory.Exists(folder))
            return null;

        return Directory.EnumerateDirectories(folder)
            .Where(sdk => File.Exists(Path.Combine(sdk, "trustedroots", SignerRoots)))
            .OrderByDescending(VersionOf)
            .ThenByDescending(sdk => sdk, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    /// <summary>The version without its prerelease label.</summary>
    private static Version VersionOf(string sdk) =>
        Version.TryParse(Path.GetFileName(sdk).Split('-')[0], out var version) ? version : new Version(0, 0);
}
