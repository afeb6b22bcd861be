namespace CodeSign.Core.Tests.Verification;

/// <summary>The packages that this machine has restored, as nuget.org gives them out.</summary>
internal static class NuGetCache
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Their paths, in an order that does not change.</summary>
    public static List<string> Packages() =>
        [.. Directory.EnumerateFiles(Folder, "*.nupkg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
