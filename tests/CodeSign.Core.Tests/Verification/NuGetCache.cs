using System.Text.Json.Nodes;

namespace CodeSign.Core.Tests.Verification;

/// <summary>The packages that this machine has restored, as nuget.org gives them out: not those that were built here.</summary>
internal static class NuGetCache
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Their paths, in an order that does not change.</summary>
    public static List<string> Packages() =>
        [.. Directory.EnumerateFiles(Folder, "*.nupkg", SearchOption.AllDirectories).Where(IsFromServer).Order(StringComparer.Ordinal)];

    /// <summary>NuGet notes beside each package where it has it from: the address of a server, or a folder.</summary>
    private static bool IsFromServer(string package)
    {
        var metadata = Path.Combine(Path.GetDirectoryName(package)!, ".nupkg.metadata");
        return File.Exists(metadata)
            && JsonNode.Parse(File.ReadAllText(metadata))!["source"]?.GetValue<string>().StartsWith("http", StringComparison.Ordinal) == true;
    }
}
